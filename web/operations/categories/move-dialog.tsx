import { Button, Group, Stack } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { termName } from "#contract/taxonomies/term.ts";
import { useChange } from "../../app/gallery.ts";
import type { Placed } from "../../assets/categories/category-tree.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { CategorySelect, TOP } from "./category-select.tsx";
import { STALE_TREE } from "./stale-answers.ts";

type MoveDialogProps = { category: Placed; placed: Placed[]; onClose: () => void };

/** Below another category, behind those that are there; itself and what is below it are not offered. */
export function MoveDialog({ category, placed, onClose }: MoveDialogProps) {
  const { t, i18n } = useTranslation(["categories", "app"]);
  const { node } = category;
  const [parent, setParent] = useState(node.parent ?? TOP);
  const others = placed.filter(({ path }) => !path.includes(node));
  const move = useChange("assets.move-category", {
    stale: STALE_TREE,
    onSuccess: () => {
      toast(t("saved"));
      onClose();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const below = parent === TOP ? null : parent;
    const position = placed.filter((each) => each.node.parent === below).length;
    move.mutate({ params: { id: node.id }, body: { parent: below, position } });
  };
  const name = termName(node, i18n.language);
  return (
    <Dialog onClose={onClose} title={t("moveOf", { name })} centered>
      <form onSubmit={submit}>
        <Stack>
          <CategorySelect
            label={t("below")}
            description={t("moveText")}
            placed={others}
            withTop
            value={parent}
            onChange={(id) => setParent(id ?? TOP)}
          />
          <ProblemAlert error={move.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("app:cancel")}
            </Button>
            <Button
              type="submit"
              disabled={parent === (node.parent ?? TOP)}
              loading={move.isPending}
            >
              {t("moveAction")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
