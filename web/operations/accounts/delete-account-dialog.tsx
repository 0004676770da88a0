import { Skeleton, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCall, useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";

type DeleteAccountDialogProps = { name: string; isOpen: boolean; onClose: () => void };

/** ACC-11: an administrator deletes an account, and says who goes on with its assets. */
export function DeleteAccountDialog({ name, isOpen, onClose }: DeleteAccountDialogProps) {
  const { t } = useTranslation("account-life");
  const [heir, setHeir] = useState("");
  const remove = useChange("accounts.delete-account", {
    stale: ["accounts.list-accounts"],
    onSuccess: () => {
      toast(t("console.deleted", { name }));
      onClose();
    },
  });
  const confirm = () => {
    const body = { confirmation: name, heir: heir.trim() === "" ? null : heir.trim() };
    remove.mutate({ params: { account: name }, body });
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("console.deleteTitle", { name })}
      action={t("deletion.action", { name })}
      isDangerous
      isRunning={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
      typed={name}
    >
      <Consequences name={name} heir={heir} onHeir={setHeir} />
    </ConfirmDialog>
  );
}

type ConsequencesProps = { name: string; heir: string; onHeir: (heir: string) => void };

function Consequences({ name, heir, onHeir }: ConsequencesProps) {
  const { t } = useTranslation("account-life");
  const { data: plan, error } = useCall("accounts.plan-account-deletion", {
    params: { account: name },
  });
  if (error) return <ProblemAlert error={error} />;
  if (!plan) return <Skeleton height={90} />;
  const names = plan.organisations.map((each) => each.name).join(", ");
  return (
    <Stack gap="xs">
      <span>{t("console.deleteText")}</span>
      <span>{t("console.assetsDeleted", { count: plan.assets.toDelete })}</span>
      {plan.assets.toKeep === 0 ? null : (
        <>
          <span>
            {heir.trim() === ""
              ? t("deletion.assetsKept", { count: plan.assets.toKeep })
              : t("deletion.assetsGiven", { count: plan.assets.toKeep, heir: heir.trim() })}
          </span>
          <TextInput
            label={t("console.heir")}
            description={t("console.heirText")}
            value={heir}
            maxLength={42}
            spellCheck={false}
            onChange={(event) => onHeir(event.currentTarget.value)}
          />
        </>
      )}
      {names === "" ? null : <strong>{t("console.blockedOwner", { names })}</strong>}
    </Stack>
  );
}
