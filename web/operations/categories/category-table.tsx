import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowsMove,
  IconArrowUp,
  IconDots,
  IconPencil,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { termName } from "#contract/taxonomies/term.ts";
import { useChange } from "../../app/gallery.ts";
import type { Placed } from "../../assets/categories/category-tree.ts";
import { useProblemToast } from "../../ui/toast.ts";
import { Count } from "../../ui/values.tsx";
import classes from "./categories.module.css";
import type { Deed } from "./deed.ts";
import { STALE_TREE } from "./stale-answers.ts";

type CategoryTableProps = {
  placed: Placed[];
  /** Undefined while not known. */
  uses: Record<string, number> | undefined;
  onDeed: (deed: Deed) => void;
};

/** The whole tree, a line for each category. */
export function CategoryTable({ placed, uses, onDeed }: CategoryTableProps) {
  const { t } = useTranslation("categories");
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t("name")}</th>
          <th scope="col">{t("nameZh")}</th>
          <th scope="col" className={classes.amount}>
            {t("uses")}
          </th>
          <th scope="col" className={classes.deeds}>
            {t("deeds")}
          </th>
        </tr>
      </thead>
      <tbody>
        {placed.map((category) => (
          <CategoryRow
            key={category.node.id}
            category={category}
            uses={uses && (uses[category.node.id] ?? 0)}
            onDeed={onDeed}
          />
        ))}
      </tbody>
    </table>
  );
}

type CategoryRowProps = {
  category: Placed;
  uses: number | undefined;
  onDeed: CategoryTableProps["onDeed"];
};

function CategoryRow({ category, uses, onDeed }: CategoryRowProps) {
  const { node, depth } = category;
  return (
    <tr style={{ "--depth": depth } as CSSProperties}>
      <th scope="row" className={classes.named}>
        {node.name}
      </th>
      <td className={classes.chinese} lang="zh">
        {node.nameZh}
      </td>
      <td className={classes.amount}>{uses === undefined ? null : <Count value={uses} />}</td>
      <td className={classes.deeds}>
        <OrderButtons category={category} />
        <DeedMenu category={category} onDeed={onDeed} />
      </td>
    </tr>
  );
}

/** One place up or down among its siblings. */
function OrderButtons({ category: { node, position, isLast } }: { category: Placed }) {
  const { t, i18n } = useTranslation("categories");
  const onError = useProblemToast();
  const move = useChange("assets.move-category", { stale: STALE_TREE });
  const to = (place: number) =>
    move.mutate(
      { params: { id: node.id }, body: { parent: node.parent, position: place } },
      { onError },
    );
  const name = termName(node, i18n.language);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={position === 0 || move.isPending}
        aria-label={t("up", { name })}
        onClick={() => to(position - 1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={isLast || move.isPending}
        aria-label={t("down", { name })}
        onClick={() => to(position + 1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
    </>
  );
}

function DeedMenu({ category, onDeed }: Pick<CategoryRowProps, "category" | "onDeed">) {
  const { t, i18n } = useTranslation("categories");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("more", { name: termName(category.node, i18n.language) })}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPlus size={15} />}
          onClick={() => onDeed({ kind: "create", parent: category })}
        >
          {t("addBelow")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPencil size={15} />}
          onClick={() => onDeed({ kind: "rename", category })}
        >
          {t("rename")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowsMove size={15} />}
          onClick={() => onDeed({ kind: "move", category })}
        >
          {t("move")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={15} />}
          color="red.8"
          onClick={() => onDeed({ kind: "delete", category })}
        >
          {t("delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
