import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TensorRow as Row } from "#contract/repositories/tensor-table.ts";
import { useListCall } from "../../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { ErrorState } from "../../../../ui/error-state.tsx";
import { formatExact } from "../../../../ui/format.ts";
import { LoadMore } from "../../../../ui/load-more.tsx";
import { Bytes, Count } from "../../../../ui/values.tsx";
import { Branch } from "../name-table/branch.tsx";
import classes from "../name-table/name-table.module.css";
import { useTensorPlace } from "./tensor-place.ts";
import { TensorRow } from "./tensor-row.tsx";

type Module = Extract<Row, { type: "module" }>;

type TensorTreeProps = {
  module: string;
  depth: number;
  /** Nothing else leads on: a level that holds but one module opens it. */
  isOnlyWay?: boolean;
};

/** One level of the tree of names; modules load what is below them when they open. */
export function TensorTree({ module, depth, isOnlyWay = false }: TensorTreeProps) {
  const { t } = useTranslation("previews-tensors");
  const { commit, path, scope } = useTensorPlace();
  const params = { ...addressOf(useAsset()), revision: commit, path };
  const query = { scope, module, view: "tree" as const };
  const level = useListCall("repositories.list-tensors", { params, query });
  if (level.error) return <ErrorState error={level.error} onRetry={() => void level.refetch()} />;
  if (!level.data) return <Skeleton height={depth === 0 ? 240 : 34} radius={0} />;
  const rows = level.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <EmptyState title={t("noTensors")} />;
  return (
    <>
      <ul className={classes.list}>
        {rows.map((row, index) =>
          row.type === "tensor" ? (
            <TensorRow key={`${index}:${row.name}`} tensor={row} above={{ module, depth }} />
          ) : (
            <ModuleBranch
              key={row.prefix}
              row={row}
              above={module}
              depth={depth}
              isOpenAtFirst={isOnlyWay && rows.length === 1}
            />
          ),
        )}
      </ul>
      <LoadMore {...level} />
    </>
  );
}

type ModuleBranchProps = { row: Module; above: string; depth: number; isOpenAtFirst: boolean };

function ModuleBranch({ row, above, depth, isOpenAtFirst }: ModuleBranchProps) {
  const { t, i18n } = useTranslation("previews-tensors");
  const { prefix, tensors, parameters, sizeBytes } = row;
  const count = t("tensorCount", { count: tensors, shown: formatExact(tensors, i18n.language) });
  return (
    <Branch
      label={prefix.slice(above.length, -1)}
      title={prefix.slice(0, -1)}
      depth={depth}
      isOpenAtFirst={isOpenAtFirst}
      cells={
        <>
          <span className={classes.quiet}>{count}</span>
          <span />
          <span className={classes.number}>
            <Count value={parameters} />
          </span>
          <span className={classes.number}>
            <Bytes value={sizeBytes} />
          </span>
        </>
      }
    >
      <TensorTree module={prefix} depth={depth + 1} isOnlyWay={isOpenAtFirst} />
    </Branch>
  );
}
