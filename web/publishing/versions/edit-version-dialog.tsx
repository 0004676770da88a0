import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Version } from "#contract/publishing/version.ts";
import { useChange } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { STALE_AFTER_VERSION } from "./use-versions.ts";
import { useVersionRules, VersionTexts } from "./version-texts.tsx";

const FIELDS = ["description", "constraints"];

type EditVersionDialogProps = { asset: Asset; version: Version; onClose: () => void };

/** PUB-5: the texts of a version; its commit and its number never change. */
export function EditVersionDialog({ asset, version, onClose }: EditVersionDialogProps) {
  const { t } = useTranslation(["versions", "app"]);
  const { number, description, constraints } = version;
  const rules = useVersionRules();
  const form = useForm({
    initialValues: { description, constraints },
    validate: { description: rules.description, constraints: rules.constraints },
  });
  const problems = useFieldProblems(form, FIELDS);
  const edit = useChange("publishing.edit-version", {
    stale: STALE_AFTER_VERSION,
    onSuccess: () => {
      toast(t("edit.done", { number }));
      onClose();
    },
  });
  const save = form.onSubmit((body) => {
    problems.clear();
    edit.mutate({ params: { ...addressOf(asset), number }, body }, { onError: problems.onError });
  });
  return (
    <Dialog onClose={onClose} size="lg" title={t("edit.title", { number })}>
      <form onSubmit={save} noValidate>
        <Stack>
          <VersionTexts
            description={{ ...form.getInputProps("description"), value: form.values.description }}
            constraints={{ ...form.getInputProps("constraints"), value: form.values.constraints }}
          />
          <ProblemAlert error={problems.unplaced} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("app:cancel")}
            </Button>
            <Button type="submit" loading={edit.isPending}>
              {t("app:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
