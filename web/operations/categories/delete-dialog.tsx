import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Stack } from "@mantine/core";
import { termName } from "#contract/taxonomies/term.ts";
import { useChange } from "../../app/gallery.ts";
import type { Placed } from "../../assets/categories/category-tree.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { CategorySelect } from "./category-select.tsx";
import { STALE_TREE } from "./stale-answers.ts";

type DeleteDialogProps = {
  category: Placed;
  placed: Placed[];
  uses: Record<string, number>;
  onClose: () => void;
};

/** One that is in use goes only when another takes over; one with others below it stays. */
export function DeleteDialog({ category, placed, uses, onClose }: DeleteDialogProps) {
  const { t, i18n } = useTranslation(["categories", "app"]);
  const { node, hasChildren } = category;
  const name = termName(node, i18n.language);
  const count = uses[node.id] ?? 0;
  const [heir, setHeir] = useState<string | null>(null);
  const remove = useChange("assets.delete-category", {
    stale: STALE_TREE,
    onSuccess: () => {
      toast(t("deleted", { name }));
      onClose();
    },
  });
  if (hasChildren) {
    return (
      <Dialog onClose={onClose} title={t("deleteOf", { name })} centered>
        <Stack align="flex-start">
          {t("deleteNotEmpty")}
          <Button variant="default" onClick={onClose}>
            {t("app:close")}
          </Button>
        </Stack>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t("deleteOf", { name })}
      action={t("delete")}
      isDangerous
      isRunning={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate({
          params: { id: node.id },
          ...(heir === null ? {} : { query: { reassignTo: heir } }),
        })
      }
    >
      {count === 0 ? (
        t("deleteUnused")
      ) : (
        <Stack gap="sm">
          {t("deleteUsed", { count })}
          <CategorySelect
            label={t("heir")}
            placed={placed.filter((each) => each.node !== node)}
            value={heir}
            onChange={setHeir}
          />
        </Stack>
      )}
    </ConfirmDialog>
  );
}
