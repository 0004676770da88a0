import { Button, Group, MultiSelect, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { useChange } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { proposeNumber } from "./propose-number.ts";
import { useRegions } from "./region-names.tsx";
import { SourceField } from "./source-field.tsx";
import { STALE_AFTER_VERSION } from "./use-versions.ts";
import { useVersionRules, VersionTexts } from "./version-texts.tsx";

const FIELDS = ["number", "revision", "description", "constraints", "regions"];
const FIELD_OF_CODE = {
  "version-exists": "number",
  "ref-exists": "number",
  "revision-not-found": "revision",
} as const;

type AddVersionFormProps = {
  asset: Pick<Asset, "kind" | "owner" | "name" | "defaultBranch">;
  newest: string | null;
  onClose: () => void;
  onAdded: () => void | Promise<void>;
};

/** PUB-5: asks for source, number, regions and texts only; the rest is the listing's. */
export function AddVersionForm({ asset, newest, onClose, onAdded }: AddVersionFormProps) {
  const { t } = useTranslation(["versions", "app"]);
  const regions = useRegions() ?? [];
  const asksRegions = regions.length > 1;
  const rules = useVersionRules();
  const form = useForm({
    initialValues: {
      number: proposeNumber(newest),
      revision: asset.defaultBranch,
      description: "",
      constraints: "",
      regions: [] as string[],
    },
    validate: {
      ...rules,
      revision: (value) => (value.trim() === "" ? t("form.sourceMissing") : null),
      regions: (value) => (asksRegions && value.length === 0 ? t("form.regionsMissing") : null),
    },
  });
  const problems = useFieldProblems(form, FIELDS, FIELD_OF_CODE);
  const add = useChange("publishing.add-version", {
    stale: STALE_AFTER_VERSION,
    onSuccess: async ({ number }) => {
      toast(t("add.done", { number }));
      await onAdded();
    },
  });
  const submit = form.onSubmit(({ number, revision, ...texts }) => {
    problems.clear();
    const body = { ...texts, number: number.trim(), revision: revision.trim() };
    add.mutate({ params: addressOf(asset), body }, { onError: problems.onError });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t("form.number")}
          description={t("form.numberText")}
          required
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps("number")}
        />
        <SourceField
          asset={asset}
          {...form.getInputProps("revision")}
          value={form.values.revision}
        />
        {asksRegions ? (
          <MultiSelect
            label={t("form.regions")}
            description={t("form.regionsText")}
            required
            data={regions.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps("regions")}
          />
        ) : null}
        <VersionTexts
          description={{ ...form.getInputProps("description"), value: form.values.description }}
          constraints={{ ...form.getInputProps("constraints"), value: form.values.constraints }}
        />
        <ProblemAlert error={problems.unplaced} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t("add.action")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
