import { useTranslation } from "react-i18next";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SessionList } from "./session-list.tsx";

/** The password, and where one is signed in. */
export function SecurityPage() {
  const { t } = useTranslation("accounts");
  usePageTitle(t("settings.security"));
  return (
    <>
      <PageHeader title={t("settings.security")} />
      <PasswordForm />
      <SessionList />
    </>
  );
}
