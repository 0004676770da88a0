import { Button, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { type DatasetSource, DatasetSourceFields } from "../../workbench/dataset-source.tsx";
import { cleanFolder } from "../paths.ts";
import { TransferForm } from "../transfers/transfer-form.tsx";

/** PUB-12: what becomes a commit: a path of one's object storage, or a version of a dataset there. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["buckets", "workbench"]);
  const [source, setSource] = useState<"storage" | "dataset">("storage");
  return (
    <Dialog onClose={onClose} size="lg" title={t("import")}>
      <Stack>
        <SegmentedControl
          aria-label={t("workbench:source")}
          fullWidth
          value={source}
          onChange={(value) => setSource(value === "dataset" ? "dataset" : "storage")}
          data={[
            { value: "storage", label: t("workbench:toStorage") },
            { value: "dataset", label: t("workbench:fromDataset") },
          ]}
        />
        {source === "dataset" ? (
          <DatasetForm onClose={onClose} />
        ) : (
          <StorageForm onClose={onClose} />
        )}
      </Stack>
    </Dialog>
  );
}

function useBegun(onClose: () => void) {
  const { t } = useTranslation("buckets");
  return {
    stale: ["repositories.list-imports"],
    onSuccess: () => {
      toast(t("importStarted"));
      onClose();
    },
  } as const;
}

function StorageForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("buckets");
  const params = addressOf(useAsset());
  const [connection, setConnection] = useState<string | null>(null);
  const [path, setPath] = useState("");
  const [folder, setFolder] = useState("");
  const start = useChange("repositories.start-import", useBegun(onClose));
  const submit = () => {
    if (connection === null) return;
    const source = { kind: "object-storage", connection, path } as const;
    start.mutate({ params, body: { source, folder: cleanFolder(folder) } });
  };
  return (
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
      <FolderField value={folder} onChange={setFolder} />
    </TransferForm>
  );
}

function DatasetForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["buckets", "app"]);
  const asset = addressOf(useAsset());
  const [{ id, version }, setSource] = useState<DatasetSource>({ id: null, version: null });
  const [folder, setFolder] = useState("");
  const start = useChange("workbench.import-dataset-version", useBegun(onClose));
  const submit = () => {
    if (id === null || version === null) return;
    start.mutate({ params: { id, version }, body: { asset, folder: cleanFolder(folder) } });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        <DatasetSourceFields value={{ id, version }} onChange={setSource} />
        <FolderField value={folder} onChange={setFolder} />
        <ProblemAlert error={start.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" disabled={version === null} loading={start.isPending}>
            {t("import")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type FolderFieldProps = { value: string; onChange: (value: string) => void };

function FolderField({ value, onChange }: FolderFieldProps) {
  const { t } = useTranslation("buckets");
  return (
    <TextInput
      label={t("targetFolder")}
      description={t("targetFolderText")}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
