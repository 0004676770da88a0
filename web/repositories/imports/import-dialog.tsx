import { Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { toast } from "../../ui/toast.ts";
import { cleanFolder } from "../paths.ts";
import { TransferForm } from "../transfers/transfer-form.tsx";

/** PUB-12: which path of one's object storage becomes a commit, and where it goes. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("buckets");
  const params = addressOf(useAsset());
  const [connection, setConnection] = useState<string | null>(null);
  const [path, setPath] = useState("");
  const [folder, setFolder] = useState("");
  const start = useChange("repositories.start-import", {
    stale: ["repositories.list-imports"],
    onSuccess: () => {
      toast(t("importStarted"));
      onClose();
    },
  });
  const submit = () => {
    if (connection === null) return;
    const source = { kind: "object-storage", connection, path } as const;
    start.mutate({ params, body: { source, folder: cleanFolder(folder) } });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t("importFrom")}>
      <TransferForm
        connection={connection}
        onConnection={setConnection}
        action={t("import")}
        isRunning={start.isPending}
        error={start.error}
        onSubmit={submit}
        onClose={onClose}
      >
        <TextInput
          label={t("sourcePath")}
          description={t("sourcePathText")}
          spellCheck={false}
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <TextInput
          label={t("targetFolder")}
          description={t("targetFolderText")}
          spellCheck={false}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
      </TransferForm>
    </Modal>
  );
}
