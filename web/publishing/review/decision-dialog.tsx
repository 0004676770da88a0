import { Button, Group, Stack } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { codePoints } from "#contract/names.ts";
import { isProblem } from "#contract/problems.ts";
import { REVIEW_REASON_MAX, SECURITY_CHECKS } from "#contract/publishing/review-limits.ts";
import type { Review } from "#contract/publishing/review.ts";
import { useChange } from "../../app/gallery.ts";
import { fullNameOf } from "../../assets/title.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { CountedTextarea } from "../../ui/counted-text.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";

type DecisionDialogProps = {
  review: Review;
  decision: "approve" | "reject";
  onClose: () => void;
};

const STALE = ["publishing.get-review", "publishing.list-reviews"] as const;

/** What the decision means, and the reviewer's words; Ctrl+Enter sends it. */
export function DecisionDialog({ review, decision, onClose }: DecisionDialogProps) {
  const { t } = useTranslation(["review", "app"]);
  const [reason, setReason] = useState("");
  const decide = useDecision(review, decision, onClose);
  const name = fullNameOf(review.asset);
  const isWarned = review.findings.some(({ check }) => SECURITY_CHECKS.has(check));
  const isNeeded = decision === "reject" || isWarned;
  const used = codePoints(reason.trim());
  const isAllowed = used <= REVIEW_REASON_MAX && (used > 0 || !isNeeded);
  const send = () => {
    if (isAllowed && !decide.isPending) decide.send(reason.trim());
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <Dialog onClose={onClose} title={t(`${decision}.title`, { name })} centered>
      <form onSubmit={submit}>
        <Stack>
          <div>{t(`${decision}.text.${review.subject}`)}</div>
          <CountedTextarea
            label={t(decision === "approve" && isWarned ? "approve.needed" : `${decision}.reason`)}
            required={isNeeded}
            value={reason}
            max={REVIEW_REASON_MAX}
            error={used > REVIEW_REASON_MAX ? t("reasonLong", { max: REVIEW_REASON_MAX }) : null}
            autosize
            minRows={3}
            maxRows={12}
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={getHotkeyHandler([["mod+Enter", send]])}
          />
          <ProblemAlert error={decide.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("app:cancel")}
            </Button>
            <Button
              type="submit"
              color={decision === "reject" ? "red.8" : "accent"}
              disabled={!isAllowed}
              loading={decide.isPending}
            >
              {t(`${decision}.action`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Decides about the commit that was shown. Where that has changed meanwhile the page is renewed. */
function useDecision(review: Review, decision: "approve" | "reject", onClose: () => void) {
  const { t } = useTranslation("review");
  const queryClient = useQueryClient();
  const { id, commit } = review;
  const change = useChange("publishing.decide-review", {
    stale: STALE,
    onSuccess: ({ state }) => {
      toast(t(state === "open" ? "approve.counted" : `${decision}.done`));
      onClose();
    },
  });
  const onError = (error: unknown) => {
    if (!isProblem(error, "review-changed") && !isProblem(error, "review-closed")) return;
    for (const stale of STALE) void queryClient.invalidateQueries({ queryKey: [stale] });
  };
  return {
    isPending: change.isPending,
    error: change.error,
    send: (reason: string) =>
      change.mutate({ params: { id }, body: { decision, reason, commit } }, { onError }),
  };
}
