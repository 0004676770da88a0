import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DECISION_REASON_MAX, type ReportDecision } from "#contract/community/report-options.ts";
import type { ReportCase } from "#contract/community/report.ts";
import { isProblem } from "#contract/problems.ts";
import { useChange } from "../../app/gallery.ts";
import { toast } from "../../ui/toast.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

const STALE = [
  "community.get-report",
  "community.list-reports",
  "community.list-asset-comments",
  "assets.get-asset",
] as const;

/** What may be decided; nothing where there is nothing to decide, or somebody else must. */
export function DecisionButtons({ report }: { report: ReportCase }) {
  const { t } = useTranslation("reports");
  const [decision, setDecision] = useState<ReportDecision | null>(null);
  const queryClient = useQueryClient();
  const decide = useChange("community.decide-report", {
    stale: STALE,
    onSuccess: () => {
      toast(t("desk.decided"));
      setDecision(null);
    },
  });
  if (report.state !== "open" || report.bar !== null) return null;
  const renew = (error: unknown) => {
    if (!isProblem(error, "report-closed") && !isProblem(error, "report-option-wrong")) return;
    for (const stale of STALE) void queryClient.invalidateQueries({ queryKey: [stale] });
  };
  return (
    <>
      {report.options.map((option) => (
        <Button
          key={option}
          variant={option === "dismiss" ? "default" : "filled"}
          color={option === "remove-comment" || option === "unlist-asset" ? "red.8" : "accent"}
          onClick={() => {
            decide.reset();
            setDecision(option);
          }}
        >
          {t(`desk.decisions.${option}`)}
        </Button>
      ))}
      {decision === null ? null : (
        <ReasonDialog
          title={t(`desk.decisions.${decision}`)}
          text={t(`desk.asked.${decision}`)}
          label={t("desk.decisionReason")}
          action={t(`desk.decisions.${decision}`)}
          max={DECISION_REASON_MAX}
          isDangerous={decision === "remove-comment" || decision === "unlist-asset"}
          isRunning={decide.isPending}
          error={decide.error}
          onSend={(reason) =>
            decide.mutate(
              { params: { id: report.id }, body: { decision, reason } },
              { onError: renew },
            )
          }
          onClose={() => setDecision(null)}
        />
      )}
    </>
  );
}
