import { useTranslation } from "react-i18next";
import { useAccount } from "../../app/session.ts";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { ExternalLogins } from "./external-logins.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SessionList } from "./session-list.tsx";

/** The password, the provider, and where one is signed in. */
export function SecurityPage() {
  const { t } = useTranslation("accounts");
  const account = useAccount();
  usePageTitle(t("settings.security"));
  return (
    <>
      <PageHeader title={t("settings.security")} />
      {account ? <PasswordForm key={String(account.hasPassword)} account={account} /> : null}
      <ExternalLogins />
      <SessionList />
    </>
  );
}
