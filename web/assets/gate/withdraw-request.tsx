import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Address } from "#contract/fields.ts";
import { useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";

/** PUB-15: takes back one's own request while it waits. */
export function WithdrawRequest({ asset: { kind, owner, name } }: { asset: Address }) {
  const { t } = useTranslation("gate");
  const [isOpen, dialog] = useDisclosure(false);
  const withdraw = useChange("assets.withdraw-access-request", {
    stale: ["assets.get-gate", "assets.list-sent-access-requests", "assets.count-gallery"],
    onSuccess: () => {
      dialog.close();
      toast(t("own.withdrawn"));
    },
  });
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t("own.withdraw")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("own.withdrawTitle", { asset: `${owner}/${name}` })}
        action={t("own.withdraw")}
        isRunning={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate({ params: { kind, owner, name } })}
      >
        {t("own.withdrawText")}
      </ConfirmDialog>
    </>
  );
}
