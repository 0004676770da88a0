import { useTranslation } from "react-i18next";
import type { CardIssue } from "#contract/assets/asset.ts";

/** What is wrong with a card, and in which line, in the reader's language. */
export function useCardIssueText(): (issue: CardIssue) => string {
  const { t } = useTranslation(["card-issues", "assets"]);
  return ({ code, params, line }) => {
    const message = t(code, params);
    return line === null ? message : t("assets:card.errorAt", { line, message });
  };
}
