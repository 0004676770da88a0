import { Alert, Button, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconFileText, IconPencilPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ARTICLE_LIMITS } from "#contract/community/article-rules.ts";
import { isProblem } from "#contract/problems.ts";
import { useCall, useChange } from "../../../app/gallery.ts";
import { OnboardingNotice } from "../../../publishing/wizard/onboarding-notice.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { Page, PageHeader, usePageTitle } from "../../../ui/page.tsx";
import { ProblemAlert } from "../../../ui/problem-alert.tsx";
import { DraftRow } from "./draft-row.tsx";
import classes from "./drafts.module.css";

/** COM-3: one's drafts, at most three; where there are three, it is said that one must go first. */
export function DraftsPage() {
  const { t } = useTranslation("articles");
  const navigate = useNavigate();
  const drafts = useCall("community.list-article-drafts");
  const begin = useChange("community.create-article-draft", {
    stale: ["community.list-article-drafts"],
    onSuccess: ({ id }) => navigate({ href: `/new/article/${id}` }),
  });
  usePageTitle(t("drafts.title"));
  if (drafts.error && !drafts.data) {
    return <ErrorState error={drafts.error} onRetry={() => void drafts.refetch()} />;
  }
  const items = drafts.data?.items;
  const isFull = items !== undefined && items.length >= ARTICLE_LIMITS.drafts;
  const isRefused = isProblem(begin.error, "drafts-full");
  const limit = ARTICLE_LIMITS.drafts;
  return (
    <Page isNarrow>
      <PageHeader
        title={t("drafts.title")}
        description={t("drafts.text", { limit })}
        actions={
          <Button
            leftSection={<IconPencilPlus size={16} />}
            loading={begin.isPending}
            disabled={isFull}
            onClick={() => begin.mutate({ body: {} })}
          >
            {t("drafts.begin")}
          </Button>
        }
      />
      <div className={classes.content}>
        <OnboardingNotice />
        {isFull || isRefused ? (
          <Alert
            color="orange"
            icon={<IconAlertTriangle size={18} />}
            title={t("drafts.fullTitle", { limit })}
          >
            {t("drafts.fullText")}
          </Alert>
        ) : (
          <ProblemAlert error={begin.error} />
        )}
        {items === undefined ? <Skeleton height={160} /> : null}
        {items?.length === 0 ? <EmptyState title={t("drafts.none")} icon={IconFileText} /> : null}
        <ul className={classes.list}>
          {items?.map((draft) => (
            <DraftRow key={draft.id} draft={draft} />
          ))}
        </ul>
      </div>
    </Page>
  );
}
