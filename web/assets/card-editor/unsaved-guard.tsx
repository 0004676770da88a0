import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

/** Leaving with changes asks first, by a link as by closing the window. */
export function UnsavedGuard({ isActive }: { isActive: boolean }) {
  const { t } = useTranslation("editor");
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isActive && current.pathname !== next.pathname,
    enableBeforeUnload: isActive,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      isOpen={status === "blocked"}
      onClose={() => reset?.()}
      title={t("unsaved.title")}
      action={t("unsaved.action")}
      isDangerous
      onConfirm={() => proceed?.()}
    >
      {t("unsaved.text")}
    </ConfirmDialog>
  );
}
