import { Button, Group, Loader, Modal, Stack, Textarea } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PurgePlan, PurgeTarget } from "#contract/repositories/purge.ts";
import { useCall, useChange } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { formatBytes } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { PurgePlanFacts } from "./purge-plan.tsx";
import classes from "./storage.module.css";

type DialogProps = { isOpen: boolean; onClose: () => void };

export function PurgeHistoryDialog(props: DialogProps) {
  const { t } = useTranslation("storage");
  if (!props.isOpen) return null;
  return (
    <PurgeDialog {...props} title={t("purgeHistoryTitle")} target={{ kind: "history" }}>
      {t("purgeHistoryText")}
    </PurgeDialog>
  );
}

/** First the paths, then what would go. */
export function PurgePathsDialog({ isOpen, onClose }: DialogProps) {
  const { t } = useTranslation("storage");
  const [paths, setPaths] = useState<string[]>();
  const close = () => {
    setPaths(undefined);
    onClose();
  };
  if (paths !== undefined) {
    return (
      <PurgeDialog
        isOpen={isOpen}
        onClose={close}
        title={t("purgePathsTitle")}
        target={{ kind: "paths", paths }}
      >
        {paths.join(", ")}
      </PurgeDialog>
    );
  }
  return (
    <Modal opened={isOpen} onClose={close} title={t("purgePathsTitle")} centered>
      <PathsForm onClose={close} onChosen={setPaths} />
    </Modal>
  );
}

function PathsForm({
  onClose,
  onChosen,
}: {
  onClose: () => void;
  onChosen: (paths: string[]) => void;
}) {
  const { t } = useTranslation(["storage", "app"]);
  const [text, setText] = useState("");
  const paths = text
    .split("\n")
    .map((line) => line.trim().replace(/^\/+|\/+$/gu, ""))
    .filter((line) => line !== "");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onChosen([...new Set(paths)]);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Textarea
          label={t("purgePathsLabel")}
          description={t("purgePathsText")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={10}
          spellCheck={false}
          data-autofocus
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" disabled={paths.length === 0 || paths.length > 100}>
            {t("purgeShow")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type PurgeDialogProps = DialogProps & {
  title: string;
  target: PurgeTarget;
  children: React.ReactNode;
};

function PurgeDialog({ isOpen, onClose, title, target, children }: PurgeDialogProps) {
  const { t, i18n } = useTranslation("storage");
  const asset = useAsset();
  const params = addressOf(asset);
  const planned = useCall("repositories.plan-purge", { params, body: { target } });
  const purge = useChange("repositories.purge-contents", {
    stale: [
      "repositories.plan-purge",
      "repositories.list-purges",
      "repositories.get-storage",
      "repositories.list-stored-files",
      "repositories.get-owner-storage",
    ],
    onSuccess: ({ sizeBytes }) => {
      toast(t("purged", { size: formatBytes(sizeBytes, i18n.language) }));
      onClose();
    },
  });
  const plan = planned.data;
  const mayPurge = plan !== undefined && isPurgeable(plan) && !planned.isFetching;
  if (!mayPurge) {
    return (
      <Modal opened={isOpen} onClose={onClose} title={title} centered>
        {planned.error ? (
          <ErrorState error={planned.error} onRetry={() => void planned.refetch()} />
        ) : plan === undefined || planned.isFetching ? (
          <output className={classes.text}>
            <Loader size="xs" /> {t("planning")}
          </output>
        ) : (
          <PurgePlanFacts plan={plan} target={target} />
        )}
      </Modal>
    );
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      action={t("purgeAction")}
      typed={asset.fullName}
      isDangerous
      isRunning={purge.isPending}
      error={purge.error}
      onConfirm={() =>
        purge.mutate({
          params,
          body: { target, plan: plan.plan, confirmation: asset.fullName },
        })
      }
    >
      <p className={classes.text}>{children}</p>
      <PurgePlanFacts plan={plan} target={target} />
    </ConfirmDialog>
  );
}

function isPurgeable({ blockers, largeFiles, smallFiles }: PurgePlan): boolean {
  return blockers.length === 0 && largeFiles + smallFiles > 0;
}
