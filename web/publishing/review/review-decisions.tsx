import { useTranslation } from "react-i18next";
import type { Review } from "#contract/publishing/review.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import listing from "../publishing.module.css";
import classes from "./review.module.css";

/** Who decided what and why, in this review and in those before it. */
export function ReviewDecisions({ review }: { review: Review }) {
  const { t } = useTranslation("review");
  const { decisions, earlier, approvals } = review;
  if (decisions.length + earlier.length === 0 && approvals.needed === 1) return null;
  return (
    <section className={listing.section}>
      <h2 className={listing.title}>{t("decisions.title")}</h2>
      {approvals.needed > 1 ? <p className={listing.quiet}>{t("approvals", approvals)}</p> : null}
      {decisions.length === 0 ? null : (
        <ul className={classes.decisions}>
          {decisions.map(({ decision, reviewer, reason, isVoid, decidedAt }) => (
            <li key={`${decidedAt} ${decision}`} data-void={isVoid || undefined}>
              <strong>{t(`decisions.${decision}`)}</strong> · {reviewer?.nickname || reviewer?.name}{" "}
              · <RelativeTime value={decidedAt} />
              {isVoid ? <span className={listing.quiet}> · {t("decisions.void")}</span> : null}
              {reason === "" ? null : <blockquote className={classes.reason}>{reason}</blockquote>}
            </li>
          ))}
        </ul>
      )}
      {earlier.length === 0 ? null : (
        <>
          <h3 className={classes.subtitle}>{t("decisions.earlier")}</h3>
          <ul className={classes.decisions}>
            {earlier.map(({ id, subject, state, reason, closedAt }) => (
              <li key={id}>
                <PageLink href={`/console/review/${id}`}>
                  {t(`subjects.${subject}`)} · {t(`states.${state}`)}
                </PageLink>{" "}
                · <RelativeTime value={closedAt} />
                {reason === null || reason === "" ? null : (
                  <blockquote className={classes.reason}>{reason}</blockquote>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
