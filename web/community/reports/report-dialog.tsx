import { Button, Group, Radio, Stack } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  REPORT_REASONS,
  REPORT_TEXT_MAX,
  type ReportReason,
} from "#contract/community/report-options.ts";
import type { ReportTarget } from "#contract/community/report.ts";
import { codePoints } from "#contract/names.ts";
import { isProblem } from "#contract/problems.ts";
import { useChange } from "../../app/gallery.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { CountedTextarea } from "../../ui/counted-text.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";

type ReportDialogProps = { target: ReportTarget; onClose: () => void };

/** COM-5: what is wrong with something, for those who run the gallery. */
export function ReportDialog({ target, onClose }: ReportDialogProps) {
  const { t } = useTranslation(["reports", "app"]);
  const [reason, setReason] = useState<ReportReason | null>(null);
  const [text, setText] = useState("");
  const used = codePoints(text.trim());
  const report = useChange("community.report-abuse", {
    onSuccess: () => {
      toast(t("done"));
      onClose();
    },
  });
  const isReady = reason !== null && used <= REPORT_TEXT_MAX && (reason !== "other" || used > 0);
  const isRepeated = isProblem(report.error, "already-reported");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isReady) report.mutate({ body: { target, reason, text: text.trim() } });
  };
  return (
    <Dialog onClose={onClose} title={t(`titles.${target.type}`)} centered>
      <form onSubmit={submit}>
        <Stack>
          <div>{t("lead")}</div>
          <Radio.Group
            label={t("reason")}
            required
            value={reason}
            onChange={(chosen) => setReason(REPORT_REASONS.find((each) => each === chosen) ?? null)}
          >
            <Stack gap="xs" mt="xs">
              {REPORT_REASONS.map((each) => (
                <Radio key={each} value={each} label={t(`reasons.${each}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <CountedTextarea
            label={t("text")}
            required={reason === "other"}
            value={text}
            max={REPORT_TEXT_MAX}
            error={used > REPORT_TEXT_MAX ? t("textLong", { max: REPORT_TEXT_MAX }) : null}
            autosize
            minRows={3}
            maxRows={10}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <ProblemAlert error={report.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t(isRepeated ? "app:close" : "app:cancel")}
            </Button>
            {isRepeated ? null : (
              <Button type="submit" disabled={!isReady} loading={report.isPending}>
                {t("send")}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
