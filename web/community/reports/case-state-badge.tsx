import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ReportState } from "#contract/community/report.ts";

const COLOURS: Record<ReportState, string> = { open: "accent", upheld: "red", dismissed: "gray" };

/** Whether reports wait, and what became of them. */
export function CaseStateBadge({ state }: { state: ReportState }) {
  const { t } = useTranslation("reports");
  return (
    <Badge variant="light" color={COLOURS[state]}>
      {t(`desk.states.${state}`)}
    </Badge>
  );
}
