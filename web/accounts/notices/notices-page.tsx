import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { IconBell, IconSettings } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Notice } from "#contract/accounts/notice.ts";
import { useCall, useChange, useListCall } from "../../app/gallery.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { useProblemToast } from "../../ui/toast.ts";
import { NoticeRow } from "./notice-row.tsx";
import classes from "./notices.module.css";

const STALE = ["accounts.list-notices", "accounts.count-unread-notices"] as const;

/** ACC-5: what happened to what is one's own. */
export function NoticesPage() {
  const { t } = useTranslation("notices");
  const [isUnreadOnly, setUnreadOnly] = useState(false);
  const list = useListCall("accounts.list-notices", { query: { unread: String(isUnreadOnly) } });
  const notices = list.data?.pages.flatMap((page) => page.items);
  usePageTitle(t("title"));
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <ReadAll newest={isUnreadOnly ? undefined : notices?.[0]} />
            <Button
              component={PageLink}
              href="/settings/notices"
              variant="subtle"
              color="gray"
              leftSection={<IconSettings size={16} />}
            >
              {t("settings")}
            </Button>
          </>
        }
      />
      <SegmentedControl
        className={classes.filter}
        aria-label={t("filter")}
        value={isUnreadOnly ? "unread" : "all"}
        onChange={(chosen) => setUnreadOnly(chosen === "unread")}
        data={[
          { value: "all", label: t("all") },
          { value: "unread", label: t("unread") },
        ]}
      />
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : notices === undefined ? (
        <Skeleton height={240} radius="lg" />
      ) : notices.length === 0 ? (
        <EmptyState
          icon={IconBell}
          title={t(isUnreadOnly ? "noneUnread" : "none")}
          description={t(isUnreadOnly ? "noneUnreadText" : "noneText")}
        />
      ) : (
        <ul className={classes.list}>
          {notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
      <LoadMore {...list} />
    </>
  );
}

/** What came in after the newest one on the page stays unread. */
function ReadAll({ newest }: { newest: Notice | undefined }) {
  const { t } = useTranslation("notices");
  const onError = useProblemToast();
  const { data } = useCall("accounts.count-unread-notices");
  const readAll = useChange("accounts.mark-all-notices-read", { stale: STALE });
  if (newest === undefined || !data || data.unread === 0) return null;
  return (
    <Button
      variant="default"
      loading={readAll.isPending}
      onClick={() => readAll.mutate({ body: { upTo: newest.id } }, { onError })}
    >
      {t("markAllRead")}
    </Button>
  );
}
