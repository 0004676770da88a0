import { useTranslation } from "react-i18next";
import type { Subscription } from "#contract/subscriptions/subscription.ts";
import { useChange } from "../app/gallery.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { toast } from "../ui/toast.ts";
import { STALE_AFTER_SUBSCRIBING } from "./stale-after-subscribing.ts";
import { useTermsText } from "./terms-text.ts";

type CancelDialogProps = {
  /** Of the asset. */
  name: string;
  subscription: Subscription;
  isOpen: boolean;
  onClose: () => void;
};

/** DIS-6: says that the time runs on. */
export function CancelDialog({ name, subscription, isOpen, onClose }: CancelDialogProps) {
  const { t } = useTranslation("subscriptions");
  const { dayText } = useTermsText();
  const cancel = useChange("subscriptions.cancel-subscription", {
    stale: STALE_AFTER_SUBSCRIBING,
    onSuccess: () => {
      onClose();
      toast(t("cancel.done"));
    },
  });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("cancel.title", { name })}
      action={t("cancel.action")}
      isRunning={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate({ params: { id: subscription.id } })}
    >
      {subscription.endsAt === null
        ? t("cancel.textUnlimited")
        : t("cancel.text", { date: dayText(subscription.endsAt) })}
    </ConfirmDialog>
  );
}
