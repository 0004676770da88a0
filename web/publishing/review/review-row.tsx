import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ReviewState, ReviewSummary } from "#contract/publishing/review.ts";
import { titleOf } from "../../assets/title.ts";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "./review.module.css";

const COLOURS: Record<ReviewState, string> = {
  open: "accent",
  approved: "green",
  rejected: "red",
  withdrawn: "gray",
};

export function ReviewStateBadge({ state }: { state: ReviewState }) {
  const { t } = useTranslation("review");
  return (
    <Badge variant="light" color={COLOURS[state]}>
      {t(`states.${state}`)}
    </Badge>
  );
}

/** What is reviewed: a listing, a commit, or a version by its number. */
export function SubjectBadge({ review }: { review: Pick<ReviewSummary, "subject" | "version"> }) {
  const { t } = useTranslation("review");
  const { subject, version } = review;
  return (
    <Badge variant="default">{[t(`subjects.${subject}`), version].filter(Boolean).join(" ")}</Badge>
  );
}

/** One review of the desk: what, whose, since when, and what the checks say. */
export function ReviewRow({ review }: { review: ReviewSummary }) {
  const { t, i18n } = useTranslation("review");
  const { asset, findings, approvals, submittedBy } = review;
  return (
    <li className={classes.row}>
      <KindBadge kind={asset.kind} withLabel={false} size={20} />
      <div className={classes.words}>
        <div className={classes.rowTitle}>
          <PageLink href={`/console/review/${review.id}`} className={classes.name}>
            {titleOf(asset, i18n.language)}
          </PageLink>
          <SubjectBadge review={review} />
          {review.state === "open" ? null : <ReviewStateBadge state={review.state} />}
        </div>
        <div className={classes.facts}>
          <span>
            {asset.owner.name}/{asset.name}
          </span>
          <RelativeTime value={review.openedAt} />
          {submittedBy === null || submittedBy.name === asset.owner.name ? null : (
            <span>{t("submitted", { name: submittedBy.nickname || submittedBy.name })}</span>
          )}
          <FindingCounts findings={findings} />
          {approvals.needed > 1 ? <span>{t("approvals", approvals)}</span> : null}
          {review.state === "open" && review.bar !== null ? <span>{t("yours")}</span> : null}
        </div>
      </div>
    </li>
  );
}

function FindingCounts({ findings: { blocking, all } }: Pick<ReviewSummary, "findings">) {
  const { t } = useTranslation("review");
  if (blocking > 0) {
    return <span className={classes.blocking}>{t("blocking", { count: blocking })}</span>;
  }
  return <span>{all === 0 ? t("noFindings") : t("findings", { count: all })}</span>;
}
