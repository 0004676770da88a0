import { Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { DATA_TYPE_TERMS } from "#contract/taxonomies/data-types.ts";
import { termName } from "#contract/taxonomies/term.ts";
import { ConnectionSelect } from "../repositories/connections/connection-select.tsx";
import { proposeName } from "./dataset-names.ts";

export type DatasetValues = {
  name: string;
  dataType: string;
  description: string;
  connection: string | null;
  inputPath: string;
  outputPath: string;
};

export const DATASET_FIELDS = ["name", "dataType", "description", "inputPath", "outputPath"];

export type DatasetForm = ReturnType<typeof useDatasetForm>;

/** The fields of a new dataset, with a name to begin with. */
export function useDatasetForm() {
  const { t } = useTranslation("workbench");
  const required = (value: string | null) => (value?.trim() ? null : t("required"));
  return useForm<DatasetValues>({
    initialValues: {
      name: proposeName(),
      dataType: "",
      description: "",
      connection: null,
      inputPath: "",
      outputPath: "",
    },
    validate: {
      name: required,
      dataType: required,
      connection: required,
      outputPath: (value, { inputPath }) =>
        required(value) ?? (liesBelow(value, inputPath) ? t("pathsClash") : null),
    },
  });
}

/** As the server judges it: paths end with a slash, and everything lies below the empty one. */
function liesBelow(path: string, other: string): boolean {
  const [inner, outer] = [withSlash(path.trim()), withSlash(other.trim())];
  return inner.startsWith(outer);
}

function withSlash(path: string): string {
  return path === "" || path.endsWith("/") ? path : `${path}/`;
}

/** @param isFilled whether the files come from the gallery, or lie there already. */
export function DatasetFields({ form, isFilled }: { form: DatasetForm; isFilled: boolean }) {
  const { t, i18n } = useTranslation("workbench");
  const types = DATA_TYPE_TERMS.map((term) => ({
    value: term.id,
    label: termName(term, i18n.language),
  }));
  const { error } = form.getInputProps("connection") as { error?: string };
  return (
    <>
      <TextInput
        label={t("name")}
        maxLength={128}
        required
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Select
        label={t("dataType")}
        data={types}
        required
        allowDeselect={false}
        {...form.getInputProps("dataType")}
      />
      <ConnectionSelect
        value={form.values.connection}
        onChange={(id) => form.setFieldValue("connection", id)}
        error={error}
      />
      <TextInput
        label={t("inputPath")}
        description={t(isFilled ? "inputPathFilled" : "inputPathText")}
        spellCheck={false}
        {...form.getInputProps("inputPath")}
      />
      <TextInput
        label={t("outputPath")}
        description={t("outputPathText")}
        spellCheck={false}
        required
        {...form.getInputProps("outputPath")}
      />
      <Textarea
        label={t("description")}
        autosize
        minRows={2}
        maxRows={5}
        {...form.getInputProps("description")}
      />
    </>
  );
}
