import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AssetResults } from "#contract/assets/asset.ts";
import type { CategoryNode } from "#contract/assets/category.ts";
import { termName } from "#contract/taxonomies/term.ts";
import { Count } from "../../ui/values.tsx";
import list from "../list/list.module.css";
import classes from "./categories.module.css";
import { placeCategories } from "./category-tree.ts";
import { useCategories } from "./use-categories.ts";

type CategoryFilterProps = {
  counted: AssetResults["facets"]["category"];
  chosen: string[];
  onChange: (chosen: string[]) => void;
};

/** PUB-10: the tree as far as the result has assets in it; any node can be chosen. */
export function CategoryFilter({ counted, chosen, onChange }: CategoryFilterProps) {
  const { t } = useTranslation("assets");
  const nodes = useCategories(counted.length > 0 || chosen.length > 0);
  const [isOpen, setIsOpen] = useState<Record<string, boolean>>({});
  const counts = new Map(counted.map(({ value, count }) => [value, count]));
  const placed = placeCategories(nodes ?? []);
  const shown = new Set(
    placed
      .filter(({ node }) => counts.has(node.id) || chosen.includes(node.id))
      .flatMap(({ path }) => path.map((node) => node.id)),
  );
  if (shown.size === 0) return null;
  const above = new Set(
    placed
      .filter(({ node }) => chosen.includes(node.id))
      .flatMap(({ path }) => path.slice(0, -1).map((node) => node.id)),
  );
  const branch: Branch = {
    nodes: (nodes ?? []).filter((node) => shown.has(node.id)),
    counts,
    chosen,
    // The top is open, and so is the way to what was chosen.
    isOpen: (node) => isOpen[node.id] ?? (node.parent === null || above.has(node.id)),
    onOpen: (node, to) => setIsOpen({ ...isOpen, [node.id]: to }),
    onToggle: (id) =>
      onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]),
  };
  return (
    <fieldset className={list.group}>
      <legend className={list.groupTitle}>{t("filters.category")}</legend>
      <Nodes branch={branch} parent={null} />
    </fieldset>
  );
}

type Branch = {
  nodes: CategoryNode[];
  counts: ReadonlyMap<string, number>;
  chosen: string[];
  isOpen: (node: CategoryNode) => boolean;
  onOpen: (node: CategoryNode, to: boolean) => void;
  onToggle: (id: string) => void;
};

function Nodes({ branch, parent }: { branch: Branch; parent: string | null }) {
  const children = branch.nodes.filter((node) => node.parent === parent);
  if (children.length === 0) return null;
  return (
    <ul className={classes.nodes}>
      {children.map((node) => (
        <Node key={node.id} branch={branch} node={node} />
      ))}
    </ul>
  );
}

function Node({ branch, node }: { branch: Branch; node: CategoryNode }) {
  const { t, i18n } = useTranslation("assets");
  const name = termName(node, i18n.language);
  const hasChildren = branch.nodes.some((other) => other.parent === node.id);
  const isOpen = hasChildren && branch.isOpen(node);
  const count = branch.counts.get(node.id);
  return (
    <li>
      <div className={classes.node}>
        {hasChildren ? (
          <button
            type="button"
            className={classes.opener}
            aria-expanded={isOpen}
            aria-label={t("filters.below", { name })}
            onClick={() => branch.onOpen(node, !isOpen)}
          >
            <IconChevronRight size={14} aria-hidden="true" />
          </button>
        ) : null}
        <button
          type="button"
          className={list.option}
          aria-pressed={branch.chosen.includes(node.id)}
          onClick={() => branch.onToggle(node.id)}
        >
          <span className={list.optionName}>{name}</span>
          {count === undefined ? null : (
            <span className={list.optionCount}>
              <Count value={count} />
            </span>
          )}
        </button>
      </div>
      {isOpen ? <Nodes branch={branch} parent={node.id} /> : null}
    </li>
  );
}
