import { SegmentedControl } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import type { TensorSummary } from "#contract/repositories/tensor-table.ts";
import { NameSearch } from "../name-table/name-search.tsx";
import classes from "../name-table/name-table.module.css";
import { TensorHeadRow } from "./tensor-head-row.tsx";
import { type Sorting, TensorList } from "./tensor-list.tsx";
import { TensorTree } from "./tensor-tree.tsx";
import { TensorPlace } from "./tensor-place.ts";

type TensorBrowserProps = {
  file: FileDetail;
  summary: TensorSummary;
  /** Stands before the search. */
  children: ReactNode;
};

type View = "tree" | "flat";

/** The tensors as a tree of modules or as a sorted list; a search always gives a list. */
export function TensorBrowser({ file, summary, children }: TensorBrowserProps) {
  const { t } = useTranslation("previews-tensors");
  const [view, setView] = useState<View>("tree");
  const [q, setQ] = useState("");
  const [sorting, setSorting] = useState<Sorting>({ sort: "name", order: "ascending" });
  const isTree = view === "tree" && q === "";
  const place = { commit: file.commit, path: file.path, scope: summary.scope };
  return (
    <TensorPlace value={place}>
      <div className={classes.toolbar}>
        {children}
        <NameSearch label={t("search")} onSearch={setQ} />
        <SegmentedControl
          size="xs"
          aria-label={t("view")}
          value={isTree ? "tree" : "flat"}
          onChange={setView}
          data={[
            { value: "tree", label: t("views.tree"), disabled: q !== "" },
            { value: "flat", label: t("views.flat") },
          ]}
        />
      </div>
      <div className={classes.table}>
        <TensorHeadRow sorting={isTree ? undefined : sorting} onSort={setSorting} />
        {isTree ? (
          <TensorTree module="" depth={0} isOnlyWay />
        ) : (
          <TensorList q={q} sorting={sorting} />
        )}
      </div>
    </TensorPlace>
  );
}
