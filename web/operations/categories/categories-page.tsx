import { Button, Skeleton, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCall } from "../../app/gallery.ts";
import { type Placed, placeCategories } from "../../assets/categories/category-tree.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { CategoryTable } from "./category-table.tsx";
import type { Deed } from "./deed.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { NamesDialog } from "./names-dialog.tsx";

/** PUB-10: the operator's tree of categories. */
export function CategoriesPage() {
  const { t } = useTranslation("categories");
  usePageTitle(t("title"));
  const tree = useCall("assets.list-categories");
  const uses = useCall("assets.count-category-uses");
  const [deed, setDeed] = useState<Deed | null>(null);
  const placed = placeCategories(tree.data?.items ?? []);
  const add = (
    <Button
      leftSection={<IconPlus size={16} />}
      onClick={() => setDeed({ kind: "create", parent: null })}
    >
      {t("add")}
    </Button>
  );
  if (tree.error) {
    return <ErrorState error={tree.error} onRetry={() => void tree.refetch()} />;
  }
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} actions={add} />
      {tree.data ? (
        <CategoryTable placed={placed} uses={uses.data?.uses} onDeed={setDeed} />
      ) : (
        <Skeleton height={420} radius="lg" />
      )}
      {tree.data?.items.length === 0 ? (
        <EmptyState title={t("none")} description={t("noneText")} />
      ) : null}
      <Text size="sm" c="dimmed" mt="md">
        {t("note")}
      </Text>
      <Dialog
        deed={deed}
        placed={placed}
        uses={uses.data?.uses ?? {}}
        onClose={() => setDeed(null)}
      />
    </>
  );
}

type DialogProps = {
  deed: Deed | null;
  placed: Placed[];
  uses: Record<string, number>;
  onClose: () => void;
};

function Dialog({ deed, placed, uses, onClose }: DialogProps) {
  switch (deed?.kind) {
    case undefined:
      return null;
    case "create":
      return <NamesDialog parent={deed.parent} onClose={onClose} />;
    case "rename":
      return <NamesDialog category={deed.category} onClose={onClose} />;
    case "move":
      return <MoveDialog category={deed.category} placed={placed} onClose={onClose} />;
    case "delete":
      return (
        <DeleteDialog category={deed.category} placed={placed} uses={uses} onClose={onClose} />
      );
  }
}
