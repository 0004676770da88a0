import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { Connection } from "#contract/repositories/connection.ts";
import { useChange } from "../../app/gallery.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { toast } from "../../ui/toast.ts";

type Values = {
  name: string;
  provider: "amazon" | "other";
  endpoint: string;
  region: string;
  bucket: string;
  prefix: string;
  accessKeyId: string;
  secretAccessKey: string;
  isPathStyle: boolean;
};

const FIELDS = [
  "name",
  "endpoint",
  "region",
  "bucket",
  "prefix",
  "accessKeyId",
  "secretAccessKey",
  "isPathStyle",
] as const;

export type ConnectionForm = ReturnType<typeof useConnectionForm>["form"];

/** The form of a new connection, or of one that is there: then an empty secret stays what it is. */
export function useConnectionForm(connection: Connection | undefined, onSaved: () => void) {
  const { t } = useTranslation("buckets");
  const required = (value: string) => (value.trim() === "" ? t("required") : null);
  const form = useForm<Values>({
    initialValues: valuesOf(connection),
    validate: {
      name: required,
      endpoint: (value, { provider }) => (provider === "amazon" ? null : required(value)),
      region: required,
      bucket: required,
      accessKeyId: required,
      secretAccessKey: (value) => (connection ? null : required(value)),
    },
  });
  const problems = useFieldProblems(form, FIELDS);
  const changed = {
    stale: ["repositories.list-connections"],
    onSuccess: ({ name }: Connection) => {
      toast(t("saved", { name }));
      onSaved();
    },
  } as const;
  const create = useChange("repositories.create-connection", changed);
  const edit = useChange("repositories.edit-connection", changed);
  const save = ({ provider, secretAccessKey, ...values }: Values) => {
    problems.clear();
    const endpoint = provider === "amazon" ? null : values.endpoint;
    const fields = { ...values, endpoint };
    const options = { onError: problems.onError };
    if (connection === undefined) create.mutate({ body: { ...fields, secretAccessKey } }, options);
    else {
      const secret = secretAccessKey === "" ? {} : { secretAccessKey };
      const { id } = connection;
      edit.mutate({ params: { id }, body: { ...fields, ...secret } }, options);
    }
  };
  const isRunning = create.isPending || edit.isPending;
  return { form, save, error: problems.unplaced, isRunning };
}

function valuesOf(connection: Connection | undefined): Values {
  return {
    name: connection?.name ?? "",
    provider: connection !== undefined && connection.endpoint === null ? "amazon" : "other",
    endpoint: connection?.endpoint ?? "",
    region: connection?.region ?? "us-east-1",
    bucket: connection?.bucket ?? "",
    prefix: connection?.prefix ?? "",
    accessKeyId: connection?.accessKeyId ?? "",
    secretAccessKey: "",
    isPathStyle: connection?.isPathStyle ?? true,
  };
}
