import { SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { type DeliverProps, FillDatasetForm } from "../../workbench/fill-dataset-form.tsx";
import { DeliveryWarning } from "./delivery-warning.tsx";
import { TransferForm } from "../transfers/transfer-form.tsx";

/** DIS-9: where the files go: into object storage, or into a new dataset of the workbench there. */
export function DeliverDialog(props: DeliverProps) {
  const { t } = useTranslation(["buckets", "workbench"]);
  const isDataset = useAsset().kind === "dataset";
  const [target, setTarget] = useState<"storage" | "dataset">("storage");
  return (
    <Dialog onClose={props.onClose} size="lg" title={t("deliverTitle")}>
      <Stack>
        {isDataset ? (
          <SegmentedControl
            aria-label={t("workbench:target")}
            fullWidth
            value={target}
            onChange={(value) => setTarget(value === "dataset" ? "dataset" : "storage")}
            data={[
              { value: "storage", label: t("workbench:toStorage") },
              { value: "dataset", label: t("workbench:toDataset") },
            ]}
          />
        ) : null}
        {target === "dataset" ? <FillDatasetForm {...props} /> : <StorageForm {...props} />}
      </Stack>
    </Dialog>
  );
}

function StorageForm({ revision, path, onClose }: DeliverProps) {
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
      <DeliveryWarning />
    </TransferForm>
  );
}
