import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLogin2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { OutputOf } from "#sdk/index.ts";
import { useCall, useChange } from "../../app/gallery.ts";
import { useSite } from "../../app/session.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { toast, useProblemToast } from "../../ui/toast.ts";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "./settings.module.css";

type Login = OutputOf<"accounts.list-external-logins">["items"][number];

/** ACC-1: who is let in as oneself by a provider; also by one that the gallery had before. */
export function ExternalLogins() {
  const { t } = useTranslation("account-life");
  const provider = useSite()?.signInProvider ?? null;
  const { data, error, refetch } = useCall("accounts.list-external-logins");
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const logins = data?.items ?? [];
  if (!data || (provider === null && logins.length === 0)) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>
        {provider === null ? t("logins.titleAny") : t("logins.title", { provider })}
      </h2>
      <p className={classes.sectionText}>{t("logins.text")}</p>
      {logins.length > 0 ? (
        <ul className={classes.rows}>
          {logins.map((login) => (
            <LoginRow key={login.id} login={login} />
          ))}
        </ul>
      ) : null}
      {provider === null || logins.some((login) => login.provider === provider) ? null : (
        <LinkButton provider={provider} />
      )}
    </section>
  );
}

function LinkButton({ provider }: { provider: string }) {
  const { t } = useTranslation("account-life");
  const onError = useProblemToast();
  const start = useChange("accounts.start-external-link", {
    onSuccess: ({ url }) => window.location.assign(url),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconLogin2 size={17} aria-hidden="true" />}
      loading={start.isPending || start.isSuccess}
      onClick={() => start.mutate({ body: { next: "/settings/security" } }, { onError })}
    >
      {t("logins.link", { provider })}
    </Button>
  );
}

function LoginRow({ login: { id, provider, email, createdAt } }: { login: Login }) {
  const { t } = useTranslation("account-life");
  const [isOpen, dialog] = useDisclosure(false);
  const remove = useChange("accounts.remove-external-login", {
    stale: ["accounts.list-external-logins"],
    onSuccess: () => toast(t("logins.removed", { provider })),
  });
  return (
    <li className={classes.row}>
      <div className={classes.rowWords}>
        <div className={classes.rowTitle}>{provider}</div>
        <div className={classes.rowFacts}>
          {email === null ? null : <span>{email}</span>}
          <span>
            {t("logins.linkedSince")} <RelativeTime value={createdAt} />
          </span>
        </div>
      </div>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {t("logins.remove")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("logins.removeTitle", { provider })}
        action={t("logins.remove")}
        isDangerous
        isRunning={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { id } })}
      >
        {t("logins.removeText", { provider })}
      </ConfirmDialog>
    </li>
  );
}
