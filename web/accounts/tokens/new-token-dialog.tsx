import { Select } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { InputOf } from "#sdk/index.ts";
import { useChange } from "../../app/gallery.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { SecretValue } from "../../ui/secret-value.tsx";
import { CredentialDialog, CredentialForm, useNameRule } from "./credential-dialog.tsx";
import { type ChosenRepository, RepositoryChooser } from "./repository-chooser.tsx";
import { TokenUse } from "./token-use.tsx";

type Scope = InputOf<"accounts.create-token">["body"]["scope"];
type Values = { name: string; scope: Scope; repositories: ChosenRepository[]; expiry: string };

const SCOPES = ["read", "write", "fine-grained"] as const;
const EXPIRIES = ["7", "30", "90", "365", "never"] as const;

type DialogProps = { isOpen: boolean; onClose: () => void };

/** What the token may do, then its secret and how to use it. */
export function NewTokenDialog({ isOpen, onClose }: DialogProps) {
  const { t } = useTranslation("accounts");
  const create = useChange("accounts.create-token", { stale: ["accounts.list-tokens"] });
  const close = () => {
    onClose();
    create.reset();
  };
  const secrets = create.data && (
    <>
      <SecretValue label={t("tokens.secret")} value={create.data.secret} />
      <TokenUse secret={create.data.secret} />
    </>
  );
  return (
    <CredentialDialog
      isOpen={isOpen}
      onClose={close}
      title={create.data ? t("tokens.created", { name: create.data.name }) : t("tokens.create")}
      secrets={secrets}
    >
      <TokenForm create={create} onClose={close} />
    </CredentialDialog>
  );
}

type CreateToken = ReturnType<typeof useChange<"accounts.create-token">>;

function TokenForm({ create, onClose }: { create: CreateToken; onClose: () => void }) {
  const { t } = useTranslation("accounts");
  const form = useForm<Values>({
    initialValues: { name: "", scope: "read", repositories: [], expiry: "90" },
    validate: {
      name: useNameRule(),
      repositories: (chosen, { scope }) =>
        scope === "fine-grained" && chosen.length === 0 ? t("tokens.chooseRepositories") : null,
    },
  });
  const problems = useFieldProblems(form, ["name", "repositories"]);
  return (
    <CredentialForm
      inputProps={form.getInputProps}
      scopes={SCOPES}
      action={t("tokens.create")}
      isRunning={create.isPending}
      error={problems.unplaced}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => {
        problems.clear();
        create.mutate({ body: toNewToken(values) }, { onError: problems.onError });
      })}
    >
      {form.values.scope === "fine-grained" ? (
        <RepositoryChooser
          {...form.getInputProps("repositories")}
          value={form.values.repositories}
        />
      ) : null}
      <Select
        label={t("tokens.expiry")}
        data={EXPIRIES.map((days) => ({
          value: days,
          label: days === "never" ? t("tokens.never") : t("tokens.days", { count: Number(days) }),
        }))}
        allowDeselect={false}
        {...form.getInputProps("expiry")}
      />
    </CredentialForm>
  );
}

function toNewToken({ name, scope, repositories, expiry }: Values) {
  return {
    name,
    scope,
    repositories: scope === "fine-grained" ? repositories : [],
    ...(expiry === "never" ? {} : { expiresInDays: Number(expiry) }),
  };
}
