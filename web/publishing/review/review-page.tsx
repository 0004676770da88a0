import { Alert, Anchor, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconGitCommit } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Review } from "#contract/publishing/review.ts";
import { useCall } from "../../app/gallery.ts";
import { titleOf } from "../../assets/title.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { DecisionButtons } from "./decision-buttons.tsx";
import { ReviewCard } from "./review-card.tsx";
import { ReviewContent, ReviewFacts } from "./review-content.tsx";
import { ReviewDecisions } from "./review-decisions.tsx";
import { ReviewFindings } from "./review-findings.tsx";
import { ReviewStateBadge, SubjectBadge } from "./review-row.tsx";
import classes from "./review.module.css";

/** PLT-3: one review: what to look at beside what the checks found, and the decision. */
export function ReviewPage() {
  const { review: id = "" } = useParams({ strict: false }) as { review?: string };
  const { data: review, error, refetch } = useCall("publishing.get-review", { params: { id } });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return review ? <ReviewView review={review} /> : <Skeleton height={360} radius="lg" />;
}

function ReviewView({ review }: { review: Review }) {
  const { t, i18n } = useTranslation("review");
  const { asset, submittedBy } = review;
  const title = titleOf(asset, i18n.language);
  usePageTitle(`${title} · ${t("title")}`);
  return (
    <article>
      <Anchor component={PageLink} href="/console/review" className={classes.back ?? ""}>
        <IconArrowLeft size={15} aria-hidden="true" />
        {t("back")}
      </Anchor>
      <PageHeader
        title={title}
        description={
          <span className={classes.facts}>
            <SubjectBadge review={review} />
            <ReviewStateBadge state={review.state} />
            <span>
              {asset.owner.name}/{asset.name}
            </span>
            <RelativeTime value={review.openedAt} />
            {submittedBy === null ? null : (
              <span>{t("submitted", { name: submittedBy.nickname || submittedBy.name })}</span>
            )}
          </span>
        }
        actions={<DecisionButtons key={review.commit} review={review} />}
      />
      <Hints review={review} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <ReviewFindings review={review} />
          <ReviewDecisions review={review} />
          <ReviewCard review={review} />
        </div>
        <div className={classes.column}>
          <ReviewContent review={review} />
          <ReviewFacts review={review} />
        </div>
      </div>
    </article>
  );
}

/** What keeps this reviewer from deciding now. */
function Hints({ review: { state, bar, isChanged } }: { review: Review }) {
  const { t } = useTranslation("review");
  if (state !== "open") return null;
  return (
    <>
      {bar === null ? null : <Alert className={classes.hint ?? ""}>{t(`bars.${bar}`)}</Alert>}
      {isChanged ? (
        <Alert
          className={classes.hint ?? ""}
          color="orange"
          icon={<IconGitCommit size={18} />}
          title={t("changed.title")}
        >
          {t("changed.text")}
        </Alert>
      ) : null}
    </>
  );
}
