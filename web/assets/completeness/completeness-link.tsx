import { useTranslation } from "react-i18next";
import type { OwnAsset } from "#contract/assets/own.ts";
import { assetHref } from "../../app/addresses.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { addressOf } from "../asset/use-asset.ts";
import classes from "./completeness.module.css";

/** DIS-2: in a row of one's gallery, how much of the card is missing; leads to its editor. */
export function CompletenessLink({ asset }: { asset: OwnAsset }) {
  const { t } = useTranslation("finding");
  const percent = asset.completeness;
  if (percent === 100 || !asset.abilities.write) return null;
  return (
    <PageLink href={`${assetHref(addressOf(asset))}/edit`} className={classes.link}>
      {t("completeness.short", { percent })}
    </PageLink>
  );
}
