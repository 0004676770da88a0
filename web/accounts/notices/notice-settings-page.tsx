import { Skeleton, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCall, useChange } from "../../app/gallery.ts";
import { useAccount } from "../../app/session.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";

/** ACC-5: whether notices are mailed as well. */
export function NoticeSettingsPage() {
  const { t } = useTranslation("notices");
  const account = useAccount();
  const { data, error, refetch } = useCall("accounts.get-notice-settings");
  const save = useChange("accounts.set-notice-settings", {
    stale: ["accounts.get-notice-settings"],
    onSuccess: ({ mailsNotices }) => toast(t(mailsNotices ? "mailsOn" : "mailsOff")),
  });
  usePageTitle(t("settingsTitle"));
  return (
    <>
      <PageHeader title={t("settingsTitle")} description={t("settingsText")} />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data && account ? (
        <Switch
          label={t("mails", { email: account.email })}
          description={t("mailsText")}
          checked={save.isPending ? save.variables.body.mailsNotices : data.mailsNotices}
          disabled={save.isPending}
          onChange={(event) => save.mutate({ body: { mailsNotices: event.currentTarget.checked } })}
        />
      ) : error ? null : (
        <Skeleton height={48} />
      )}
      <ProblemAlert error={save.error} />
    </>
  );
}
