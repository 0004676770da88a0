import { Alert, Modal, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { toast } from "../../ui/toast.ts";
import { TransferForm } from "../transfers/transfer-form.tsx";

type DeliverDialogProps = { revision: string; path: string; onClose: () => void };

/** DIS-9: where in one's object storage the files go; what is there by their names is replaced. */
export function DeliverDialog({ revision, path, onClose }: DeliverDialogProps) {
  const { t } = useTranslation("buckets");
  const asset = useAsset();
  const navigate = useNavigate();
  const [connection, setConnection] = useState<string | null>(null);
  const [target, setTarget] = useState(`${asset.name}/`);
  const start = useChange("repositories.start-delivery", {
    stale: ["repositories.list-deliveries"],
    onSuccess: () => {
      toast(t("deliverStarted"));
      onClose();
      return navigate({ href: "/me/downloads" });
    },
  });
  const submit = () => {
    if (connection === null) return;
    const place = { kind: "object-storage", connection, path: target } as const;
    const body = { target: place, revision, folder: path };
    start.mutate({ params: addressOf(asset), body });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t("deliverTitle")}>
      <TransferForm
        connection={connection}
        onConnection={setConnection}
        action={t("deliverAction")}
        isRunning={start.isPending}
        error={start.error}
        onSubmit={submit}
        onClose={onClose}
      >
        <TextInput
          label={t("targetPath")}
          spellCheck={false}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
        />
        <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />}>
          {t("overwrites")} {t("encryptedRefused")}
        </Alert>
      </TransferForm>
    </Modal>
  );
}
