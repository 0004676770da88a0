import { Button, Group, Stack, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { termName } from "#contract/taxonomies/term.ts";
import { useChange } from "../../app/gallery.ts";
import type { Placed } from "../../assets/categories/category-tree.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { STALE_TREE } from "./stale-answers.ts";

const NAME_MAX = 64;
const FIELDS = ["name", "nameZh"] as const;
type Names = Record<(typeof FIELDS)[number], string>;

/** A new category below `parent`, at the top without one, or other names for one. */
type NamesDialogProps = { parent?: Placed | null; category?: Placed; onClose: () => void };

export function NamesDialog({ parent = null, category, onClose }: NamesDialogProps) {
  const { t, i18n } = useTranslation(["categories", "app"]);
  const [names, setNames] = useState<Names>({
    name: category?.node.name ?? "",
    nameZh: category?.node.nameZh ?? "",
  });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const problems = useFieldProblems({ setErrors }, FIELDS);
  const onSuccess = () => {
    toast(t("saved"));
    onClose();
  };
  const create = useChange("assets.create-category", { stale: STALE_TREE, onSuccess });
  const rename = useChange("assets.edit-category", { stale: STALE_TREE, onSuccess });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setErrors({});
    problems.clear();
    const { onError } = problems;
    if (category) rename.mutate({ params: { id: category.node.id }, body: names }, { onError });
    else create.mutate({ body: { ...names, parent: parent?.node.id ?? null } }, { onError });
  };
  const below = parent && t("addBelowOf", { name: termName(parent.node, i18n.language) });
  return (
    <Dialog onClose={onClose} title={category ? t("rename") : (below ?? t("add"))} centered>
      <form onSubmit={submit}>
        <Stack>
          {FIELDS.map((field, at) => (
            <TextInput
              key={field}
              label={t(field)}
              lang={field === "nameZh" ? "zh" : "en"}
              required
              maxLength={NAME_MAX}
              value={names[field]}
              error={errors[field]}
              data-autofocus={at === 0 || undefined}
              onChange={(event) => setNames({ ...names, [field]: event.currentTarget.value })}
            />
          ))}
          <ProblemAlert error={problems.unplaced} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("app:cancel")}
            </Button>
            <Button type="submit" loading={create.isPending || rename.isPending}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
