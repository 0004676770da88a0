import { Anchor } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { findLicence } from "#contract/taxonomies/licences.ts";
import { termName } from "#contract/taxonomies/term.ts";
import classes from "./card-editor.module.css";

/** REP-9: every chosen licence opens its text. */
export function LicenceLinks({ ids }: { ids: readonly string[] }) {
  const { i18n } = useTranslation();
  const texts = ids.flatMap((id) => {
    const licence = findLicence(id);
    return licence?.url ? [{ id, url: licence.url, name: termName(licence, i18n.language) }] : [];
  });
  if (texts.length === 0) return null;
  return (
    <ul className={classes.licences}>
      {texts.map(({ id, url, name }) => (
        <li key={id}>
          <Anchor href={url} target="_blank" rel="noopener noreferrer" size="sm">
            {name} <IconExternalLink size={12} aria-hidden="true" />
          </Anchor>
        </li>
      ))}
    </ul>
  );
}
