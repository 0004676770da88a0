import { Button, Group, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useChange } from "../app/gallery.ts";
import { addressOf, useAsset } from "../assets/asset/use-asset.ts";
import { DeliveryWarning } from "../repositories/deliveries/delivery-warning.tsx";
import { useFieldProblems } from "../ui/field-problems.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { toast } from "../ui/toast.ts";
import {
  DATASET_FIELDS,
  DatasetFields,
  type DatasetValues,
  useDatasetForm,
} from "./dataset-fields.tsx";

/** What is delivered. */
export type DeliverProps = { revision: string; path: string; onClose: () => void };

/** DIS-9: a new dataset of the workbench, filled with the files of an asset. */
export function FillDatasetForm({ revision, path, onClose }: DeliverProps) {
  const { t } = useTranslation(["workbench", "buckets", "app"]);
  const asset = useAsset();
  const navigate = useNavigate();
  const form = useDatasetForm();
  const problems = useFieldProblems(form, DATASET_FIELDS, { "dataset-name-taken": "name" });
  const fill = useChange("workbench.fill-dataset", {
    stale: ["workbench.list-datasets", "repositories.list-deliveries"],
    onSuccess: () => {
      toast(t("buckets:deliverStarted"));
      onClose();
      return navigate({ href: "/workbench/datasets" });
    },
  });
  const submit = ({ connection, ...values }: DatasetValues) => {
    problems.clear();
    const dataset = { ...values, connection: connection ?? "" };
    const body = { asset: addressOf(asset), revision, folder: path, dataset };
    fill.mutate({ body }, { onError: problems.onError });
  };
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack>
        <DatasetFields form={form} isFilled />
        <DeliveryWarning />
        <ProblemAlert error={problems.unplaced} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" loading={fill.isPending}>
            {t("buckets:deliverAction")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
