import { useTranslation } from "react-i18next";
import type { ReportCaseSummary } from "#contract/community/report.ts";

/** What was reported, in a few words. */
export function useCaseTitle({ type, title }: Pick<ReportCaseSummary, "type" | "title">): string {
  const { t } = useTranslation("reports");
  return type === "comment" ? t("desk.commentOn", { name: title }) : title;
}
