import { Badge, Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ListingState } from "#contract/assets/asset.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import classes from "./publishing.module.css";

const COLOURS: Record<ListingState, string> = {
  draft: "gray",
  publishing: "accent",
  "publish-failed": "red",
  "in-review": "accent",
  rejected: "red",
  published: "accent",
  unlisted: "gray",
};

type ListingStatusProps = { listing: Listing; withReason?: boolean };

/** The state in a word and in a sentence; the reviewer's words where there are some. */
export function ListingStatus({ listing, withReason = true }: ListingStatusProps) {
  const { t } = useTranslation(["publishing", "assets"]);
  const { state, reason } = listing;
  return (
    <output className={classes.status}>
      <Badge variant={state === "published" ? "filled" : "light"} color={COLOURS[state]}>
        {t(`assets:states.${state}`)}
      </Badge>
      <span>{t(`states.${state}`)}</span>
      {state === "publishing" ? <Loader size={14} /> : null}
      {withReason && state === "rejected" && reason !== null ? (
        <blockquote className={classes.reason}>{reason}</blockquote>
      ) : null}
    </output>
  );
}
