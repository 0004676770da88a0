import { Alert, Anchor, Badge, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconExternalLink, IconTrashOff } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ReportCase } from "#contract/community/report.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { stringifySearch } from "../../app/search-params.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { MarkdownText } from "../../ui/markdown/markdown.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { CaseStateBadge } from "./case-state-badge.tsx";
import { useCaseTitle } from "./case-title.ts";
import { DecisionButtons } from "./decision-buttons.tsx";
import classes from "./reports.module.css";

/** PLT-3, COM-5: one case: what was reported beside what is said of it, and the decision. */
export function ReportPage() {
  const { report: id = "" } = useParams({ strict: false }) as { report?: string };
  const { data, error, refetch } = useCall("community.get-report", { params: { id } });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return data ? <CaseView report={data} /> : <Skeleton height={360} radius="lg" />;
}

function CaseView({ report }: { report: ReportCase }) {
  const { t } = useTranslation("reports");
  const title = useCaseTitle(report);
  usePageTitle(`${title} · ${t("desk.title")}`);
  return (
    <article>
      <Anchor component={PageLink} href="/console/reports" className={classes.back ?? ""}>
        <IconArrowLeft size={15} aria-hidden="true" />
        {t("desk.back")}
      </Anchor>
      <PageHeader
        title={title}
        description={<CaseFacts report={report} />}
        actions={<DecisionButtons report={report} />}
      />
      {report.state === "open" && report.bar !== null ? (
        <Alert className={classes.hint ?? ""}>{t(`desk.bars.${report.bar}`)}</Alert>
      ) : null}
      <Outcome report={report} />
      <div className={classes.columns}>
        <Content report={report} />
        <Reports report={report} />
      </div>
    </article>
  );
}

function CaseFacts({ report: { type, state, responsible, openedAt } }: { report: ReportCase }) {
  const { t } = useTranslation("reports");
  return (
    <span className={classes.facts}>
      <Badge variant="default">{t(`desk.types.${type}`)}</Badge>
      <CaseStateBadge state={state} />
      {responsible === null ? null : (
        <PageLink href={namespaceHref(responsible.name)}>
          {t("desk.by", { name: responsible.nickname || responsible.name })}
        </PageLink>
      )}
      <RelativeTime value={openedAt} />
    </span>
  );
}

function Outcome({ report: { outcome, closedAt, type, responsible } }: { report: ReportCase }) {
  const { t } = useTranslation("reports");
  if (outcome === null) return null;
  const canSuspend = outcome.decision === "uphold" && type === "account" && responsible !== null;
  return (
    <section className={classes.section}>
      <h2 className={classes.subtitle}>{t("desk.outcome")}</h2>
      <p className={classes.facts}>
        <strong>{t(`desk.decisions.${outcome.decision}`)}</strong>
        {outcome.by === null ? null : (
          <span>{t("desk.decidedBy", { name: outcome.by.nickname || outcome.by.name })}</span>
        )}
        {closedAt === null ? null : <RelativeTime value={closedAt} />}
      </p>
      <blockquote className={classes.words}>{outcome.reason}</blockquote>
      {canSuspend ? (
        <Anchor
          component={PageLink}
          href={`/console/accounts${stringifySearch({ q: responsible.name })}`}
        >
          {t("desk.suspend")}
        </Anchor>
      ) : null}
    </section>
  );
}

function Content({ report }: { report: ReportCase }) {
  const { t } = useTranslation("reports");
  const { content, contentNow, path, isGone, type, state } = report;
  return (
    <div className={classes.column}>
      <section className={classes.section}>
        <div className={classes.sectionHead}>
          <h2 className={classes.subtitle}>{t("desk.content")}</h2>
          {path === null ? null : (
            <Anchor component={PageLink} href={path} className={classes.link ?? ""}>
              <IconExternalLink size={15} aria-hidden="true" />
              {t("desk.open")}
            </Anchor>
          )}
        </div>
        {isGone ? (
          <p className={classes.gone}>
            <IconTrashOff size={16} aria-hidden="true" />
            {t("desk.gone")}
          </p>
        ) : null}
        {content.trim() === "" ? (
          <p className={classes.quiet}>{t("desk.contentEmpty")}</p>
        ) : (
          <MarkdownText source={content} />
        )}
      </section>
      {contentNow === null ? null : (
        <section className={classes.section}>
          <h2 className={classes.subtitle}>{t("desk.now")}</h2>
          <MarkdownText source={contentNow} />
        </section>
      )}
      {state === "open" && type !== "comment" ? (
        <p className={classes.quiet}>{t(`desk.hints.${type}`)}</p>
      ) : null}
    </div>
  );
}

function Reports({ report: { reports } }: { report: ReportCase }) {
  const { t } = useTranslation("reports");
  return (
    <section className={classes.section}>
      <h2 className={classes.subtitle}>{t("desk.reports")}</h2>
      <ul className={classes.reports}>
        {reports.map(({ reporter, reason, text, createdAt }) => (
          <li key={`${reporter?.name ?? ""} ${createdAt}`}>
            <p className={classes.facts}>
              <strong>{t(`reasons.${reason}`)}</strong>
              {reporter === null ? (
                <span>{t("desk.reporterGone")}</span>
              ) : (
                <PageLink href={namespaceHref(reporter.name)}>
                  {reporter.nickname || reporter.name}
                </PageLink>
              )}
              <RelativeTime value={createdAt} />
            </p>
            {text === "" ? (
              <p className={classes.quiet}>{t("desk.noWords")}</p>
            ) : (
              <blockquote className={classes.words}>{text}</blockquote>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
