import { useTranslation } from "react-i18next";
import { codePoints, NAMESPACE_PATTERN } from "#contract/names.ts";

type Rule = (value: string) => string | null;

/** The rules of contract/accounts as a form checks them, in the reader's language. */
export function useAccountRules(): Record<"name" | "email" | "newPassword" | "nickname", Rule> {
  const { t } = useTranslation("accounts");
  return {
    name: (name) => {
      if (name === "") return t("required");
      return NAMESPACE_PATTERN.test(name) ? null : t("name.rule");
    },
    // The server's rule is stricter; this one spares the obvious round trip.
    email: (email) => {
      if (email.trim() === "") return t("required");
      return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/u.test(email) ? null : t("email.rule");
    },
    newPassword: (password) => {
      const length = codePoints(password);
      if (length < 8) return t("password.tooShort");
      return length > 128 ? t("password.tooLong") : null;
    },
    nickname: (nickname) => (codePoints(nickname.trim()) > 64 ? t("nickname.tooLong") : null),
  };
}
