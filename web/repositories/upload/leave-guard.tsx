import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

/** REP-3: leaving the page warns, by a link as by closing the window. */
export function LeaveGuard({ isActive }: { isActive: boolean }) {
  const { t } = useTranslation("uploads");
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isActive && current.pathname !== next.pathname,
    enableBeforeUnload: isActive,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      isOpen={status === "blocked"}
      onClose={() => reset?.()}
      title={t("leave")}
      action={t("leaveAction")}
      isDangerous
      onConfirm={() => proceed?.()}
    >
      {t("leaveText")}
    </ConfirmDialog>
  );
}
