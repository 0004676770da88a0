import {
  IconCircleCheck,
  IconGitCommit,
  IconGitMerge,
  IconMessageCircle,
  IconPencil,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DiscussionEvent } from "#contract/community/discussion.ts";
import { revisionHref } from "../../app/addresses.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { AuthorName } from "../author-name.tsx";
import classes from "../community.module.css";

export type QuietEvent = Exclude<DiscussionEvent, { type: "comment" }>;

const ICONS = {
  open: IconMessageCircle,
  draft: IconMessageCircle,
  closed: IconCircleCheck,
  merged: IconGitMerge,
  "status-change": IconMessageCircle,
  "title-change": IconPencil,
  commit: IconGitCommit,
} as const;

/** What was done, in one line. */
export function EventLine({ event }: { event: QuietEvent }) {
  const status = event.type === "status-change" ? event.status : undefined;
  const Icon = ICONS[status ?? event.type];
  return (
    <div className={classes.eventLine}>
      <span className={classes.sign} data-status={status}>
        <Icon size={16} aria-hidden="true" />
      </span>
      <span className={classes.eventText}>
        <AuthorName author={event.author} /> <EventWords event={event} />
      </span>
      <span className={classes.quiet}>
        <RelativeTime value={event.createdAt} />
      </span>
    </div>
  );
}

function EventWords({ event }: { event: QuietEvent }) {
  const { t } = useTranslation("community");
  const address = addressOf(useAsset());
  switch (event.type) {
    case "status-change":
      return t(`events.${event.status}`);
    case "title-change":
      return t("events.renamed", { from: event.from, to: event.to });
    case "commit":
      return (
        <>
          {t("events.commit")}{" "}
          <PageLink
            href={revisionHref(address, "commit", { revision: event.commit })}
            className={classes.commitTitle}
          >
            {event.title}
          </PageLink>{" "}
          <span className={classes.hash}>{event.commit.slice(0, 8)}</span>
        </>
      );
  }
}
