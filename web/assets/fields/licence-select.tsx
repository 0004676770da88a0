import { Anchor, Select } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { findLicence, LICENCES } from "#contract/taxonomies/licences.ts";
import { termName } from "#contract/taxonomies/term.ts";

type LicenceSelectProps = {
  label: string;
  value: string | null;
  onChange: (id: string | null) => void;
  required?: boolean;
  error?: ReactNode;
};

/** REP-9: one licence of the standard list, found by its name or id; its text is one click away. */
export function LicenceSelect({ label, value, onChange, required, error }: LicenceSelectProps) {
  const { t, i18n } = useTranslation("editor");
  const options = LICENCES.map((licence) => ({
    value: licence.id as string,
    label: termName(licence, i18n.language),
  }));
  const isListed = value === null || options.some((option) => option.value === value);
  return (
    <Select
      label={label}
      description={<LicenceText id={value} />}
      placeholder={t("findLicence")}
      data={isListed ? options : [{ value, label: value }, ...options]}
      filter={({ options: all, search }) => {
        const words = search.trim().toLowerCase();
        return all.filter(
          (option) =>
            "value" in option && `${option.value} ${option.label}`.toLowerCase().includes(words),
        );
      }}
      searchable
      openOnFocus={false}
      clearable={!required}
      required={required ?? false}
      nothingFoundMessage={t("nothingFound")}
      maxDropdownHeight={300}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}

/** The way to the text of the chosen licence. */
function LicenceText({ id }: { id: string | null }) {
  const { t } = useTranslation("editor");
  const url = id === null ? undefined : findLicence(id)?.url;
  if (url === undefined) return t("licenceText");
  return (
    <Anchor href={url} target="_blank" rel="noopener noreferrer" inherit>
      {t("readLicence")} <IconExternalLink size={12} aria-hidden="true" />
    </Anchor>
  );
}
