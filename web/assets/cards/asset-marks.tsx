import { Badge } from "@mantine/core";
import {
  IconBookmark,
  IconEyeOff,
  IconLock,
  IconRosetteDiscountCheck,
  IconStarFilled,
  IconUsers,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import classes from "./asset-card.module.css";

type Marked = Pick<
  AssetSummary,
  "isOfficial" | "isFeatured" | "visibility" | "gate" | "needsSubscription" | "state"
>;

/** What sets an asset apart: official, featured, not public, not on the shelf. */
export function AssetMarks({ asset }: { asset: Marked }) {
  const { t } = useTranslation("assets");
  return (
    <span className={classes.marks}>
      {asset.isOfficial ? (
        <IconRosetteDiscountCheck size={16} color="var(--accent-ink)" aria-label={t("official")} />
      ) : null}
      {asset.isFeatured ? (
        <IconStarFilled size={15} color="var(--kind-notebook)" aria-label={t("featured")} />
      ) : null}
      {asset.visibility === "restricted" ? (
        <IconUsers size={15} aria-label={t("visibilities.restricted")} />
      ) : null}
      {asset.visibility === "private" ? (
        <IconEyeOff size={15} aria-label={t("visibilities.private")} />
      ) : null}
      {asset.gate === "off" ? null : <IconLock size={15} aria-label={t("gated")} />}
      {asset.needsSubscription ? <IconBookmark size={15} aria-label={t("forSubscribers")} /> : null}
      {asset.state === "published" ? null : (
        <Badge size="sm" variant="light" color="gray">
          {t(`states.${asset.state}`)}
        </Badge>
      )}
    </span>
  );
}
