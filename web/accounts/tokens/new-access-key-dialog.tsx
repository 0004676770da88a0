import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { SecretValue } from "../../ui/secret-value.tsx";
import { CredentialDialog, CredentialForm, useNameRule } from "./credential-dialog.tsx";

type Values = { name: string; scope: "read" | "write" };
type DialogProps = { isOpen: boolean; onClose: () => void };

/** Asks for name and scope, then shows both halves of the new pair. */
export function NewAccessKeyDialog({ isOpen, onClose }: DialogProps) {
  const { t } = useTranslation("accounts");
  const create = useChange("accounts.create-access-key", { stale: ["accounts.list-access-keys"] });
  const close = () => {
    onClose();
    create.reset();
  };
  const secrets = create.data && (
    <>
      <SecretValue label={t("accessKeys.accessKey")} value={create.data.accessKey} />
      <SecretValue label={t("accessKeys.secretKey")} value={create.data.secretKey} />
    </>
  );
  return (
    <CredentialDialog
      isOpen={isOpen}
      onClose={close}
      title={t("accessKeys.create")}
      secrets={secrets}
    >
      <AccessKeyForm create={create} onClose={close} />
    </CredentialDialog>
  );
}

type CreateAccessKey = ReturnType<typeof useChange<"accounts.create-access-key">>;

function AccessKeyForm({ create, onClose }: { create: CreateAccessKey; onClose: () => void }) {
  const { t } = useTranslation("accounts");
  const form = useForm<Values>({
    initialValues: { name: "", scope: "read" },
    validate: { name: useNameRule() },
  });
  const problems = useFieldProblems(form, ["name", "scope"]);
  return (
    <CredentialForm
      inputProps={form.getInputProps}
      scopes={["read", "write"]}
      action={t("accessKeys.create")}
      isRunning={create.isPending}
      error={problems.unplaced}
      onClose={onClose}
      onSubmit={form.onSubmit((body) => {
        problems.clear();
        create.mutate({ body }, { onError: problems.onError });
      })}
    />
  );
}
