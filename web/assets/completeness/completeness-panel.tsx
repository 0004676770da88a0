import { Progress, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { assetHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { addressOf } from "../asset/use-asset.ts";
import classes from "./completeness.module.css";
import { fieldIdOfPart } from "./part-ids.ts";

type CompletenessPanelProps = { asset: Pick<Asset, "kind" | "name" | "owner"> };

/**
 * DIS-2: how well the card is filled in, and what is missing, each with a way to where it is written.
 * For those who may write the card; nothing where it fails, since it only advises.
 */
export function CompletenessPanel({ asset }: CompletenessPanelProps) {
  const { t } = useTranslation("finding");
  const address = addressOf(asset);
  const { data, error } = useCall("assets.get-completeness", { params: address });
  if (error) return null;
  if (!data) return <Skeleton height={84} radius="md" />;
  const { percent, missing } = data;
  return (
    <section className={classes.panel} aria-label={t("completeness.title")}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t("completeness.title")}</h2>
        <span className={classes.percent}>{t("completeness.percent", { percent })}</span>
      </div>
      <Progress value={percent} size="sm" aria-label={t("completeness.title")} />
      <p className={classes.text}>
        {t(missing.length === 0 ? "completeness.full" : "completeness.why")}
      </p>
      {missing.length === 0 ? null : (
        <ul className={classes.missing}>
          {missing.map((part) => (
            <li key={part}>
              <PageLink href={`${assetHref(address)}/edit#${fieldIdOfPart(part)}`}>
                {t(`completeness.parts.${part}`)}
              </PageLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
