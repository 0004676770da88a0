import { Badge, Button, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useChange, useListCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { useProblemToast } from "../../ui/toast.ts";
import { RelativeTime } from "../../ui/values.tsx";
import { describeBrowser } from "./describe-browser.ts";
import classes from "./settings.module.css";

/** Where one is signed in; any of them can be ended. */
export function SessionList() {
  const { t } = useTranslation("accounts");
  const sessions = useListCall("accounts.list-sessions");
  const onError = useProblemToast();
  const revoke = useChange("accounts.revoke-session", { stale: ["accounts.list-sessions"] });
  const shown = sessions.data?.pages.flatMap((page) => page.items);
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{t("sessions.title")}</h2>
      <p className={classes.sectionText}>{t("sessions.text")}</p>
      {sessions.error ? (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : null}
      {!shown && !sessions.error ? <Skeleton height={130} radius="lg" /> : null}
      {shown ? (
        <ul className={classes.rows}>
          {shown.map((session) => (
            <li key={session.id} className={classes.row}>
              <div className={classes.rowWords}>
                <div className={classes.rowTitle} title={session.userAgent}>
                  {describeBrowser(session.userAgent) ?? t("sessions.unknown")}
                  {session.isCurrent ? (
                    <Badge variant="light">{t("sessions.current")}</Badge>
                  ) : null}
                </div>
                <div className={classes.rowFacts}>
                  <span>{session.ipAddress}</span>
                  <span>
                    {t("lastUsed")} <RelativeTime value={session.lastSeenAt} />
                  </span>
                </div>
              </div>
              {session.isCurrent ? null : (
                <Button
                  variant="default"
                  size="xs"
                  loading={revoke.isPending && revoke.variables.params.id === session.id}
                  onClick={() => revoke.mutate({ params: { id: session.id } }, { onError })}
                >
                  {t("sessions.end")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      <LoadMore {...sessions} />
    </section>
  );
}
