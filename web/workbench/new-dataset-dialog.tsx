import { Button, Group, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useChange } from "../app/gallery.ts";
import { Dialog } from "../ui/dialog.tsx";
import { useFieldProblems } from "../ui/field-problems.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { toast } from "../ui/toast.ts";
import {
  DATASET_FIELDS,
  DatasetFields,
  type DatasetValues,
  useDatasetForm,
} from "./dataset-fields.tsx";

/** WB-14: names files that lie in one's object storage already. */
export function NewDatasetDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["workbench", "app"]);
  const form = useDatasetForm();
  const problems = useFieldProblems(form, DATASET_FIELDS, { "dataset-name-taken": "name" });
  const create = useChange("workbench.create-dataset", {
    stale: ["workbench.list-datasets"],
    onSuccess: ({ name }) => {
      toast(t("created", { name }));
      onClose();
    },
  });
  const save = ({ connection, ...values }: DatasetValues) => {
    problems.clear();
    const body = { ...values, connection: connection ?? "" };
    create.mutate({ body }, { onError: problems.onError });
  };
  return (
    <Dialog onClose={onClose} size="lg" title={t("new")} closeOnClickOutside={false}>
      <form onSubmit={form.onSubmit(save)} noValidate>
        <Stack>
          <DatasetFields form={form} isFilled={false} />
          <ProblemAlert error={problems.unplaced} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("app:cancel")}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t("new")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
