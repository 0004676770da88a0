import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Account } from "#contract/accounts/account.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { codePoints } from "#contract/names.ts";
import { assetHref } from "../../app/addresses.ts";
import { useChange } from "../../app/gallery.ts";
import { CountedInput } from "../../ui/counted-text.tsx";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { addressOf } from "../asset/use-asset.ts";
import { LicenceSelect } from "../fields/licence-select.tsx";
import { nameFault } from "./name-fault.ts";

const DESCRIPTION_MAX = 90;
const TITLE_MAX = 96;
const FIELDS = ["owner", "name", "titleZh", "licence", "description"] as const;

type NewAssetFormProps = {
  kind: AssetKind;
  account: Account;
  /** The owner that the address asks for. */
  owner: string | undefined;
};

export function NewAssetForm({ kind, account, owner }: NewAssetFormProps) {
  const { t } = useTranslation(["creation", "app"]);
  const navigate = useNavigate();
  const owners = ownersFor(account);
  const form = useForm({
    initialValues: {
      owner: owners.find((each) => each === owner) ?? account.name,
      name: "",
      titleZh: "",
      licence: null as string | null,
      description: "",
    },
    validateInputOnChange: ["name"],
    validate: {
      name: (name) => {
        const fault = nameFault(name);
        return fault && t(`nameFaults.${fault}`);
      },
      titleZh: (title) => (codePoints(title.trim()) > TITLE_MAX ? t("tooLong") : null),
      description: (text) => (codePoints(text.trim()) > DESCRIPTION_MAX ? t("tooLong") : null),
    },
  });
  const problems = useFieldProblems(form, FIELDS, { "asset-name-taken": "name" });
  const create = useChange("assets.create-asset", {
    stale: ["assets.list-own-assets", "assets.list-namespace-assets"],
    onSuccess: async (asset) => {
      await navigate({ href: assetHref(addressOf(asset)) });
    },
  });
  const submit = form.onSubmit(({ licence, ...values }) => {
    problems.clear();
    const body = { kind, ...values, ...(licence === null ? {} : { licence }) };
    create.mutate({ body }, { onError: problems.onError });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Select
          label={t("owner")}
          data={owners}
          allowDeselect={false}
          {...form.getInputProps("owner")}
        />
        <CountedInput
          label={t("name")}
          description={
            form.values.name === ""
              ? t("nameRule")
              : t("nameText", { address: `${form.values.owner}/${form.values.name}` })
          }
          max={96}
          required
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          {...form.getInputProps("name")}
          value={form.values.name}
        />
        <TextInput
          label={t("titleZh")}
          description={t("titleZhText")}
          lang="zh"
          {...form.getInputProps("titleZh")}
        />
        <LicenceSelect
          label={t("licence")}
          value={form.values.licence}
          onChange={(licence) => form.setFieldValue("licence", licence)}
          error={form.errors.licence}
        />
        <CountedInput
          label={t("description")}
          description={t("descriptionText")}
          max={DESCRIPTION_MAX}
          {...form.getInputProps("description")}
          value={form.values.description}
        />
        <ProblemAlert error={problems.unplaced} />
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending}>
            {t("create", { kind: t(`app:kinds.${kind}`) })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** One's own account, and the organisations in which one may create. */
function ownersFor(account: Account): string[] {
  const organisations = account.organisations.filter(({ role }) => role !== "member");
  return [account.name, ...organisations.map(({ name }) => name)];
}
