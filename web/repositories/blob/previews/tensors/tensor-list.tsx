import { Skeleton } from "@mantine/core";
import { IconZoomQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useListCall } from "../../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { ErrorState } from "../../../../ui/error-state.tsx";
import { LoadMore } from "../../../../ui/load-more.tsx";
import classes from "../name-table/name-table.module.css";
import { useTensorPlace } from "./tensor-place.ts";
import { TensorRow } from "./tensor-row.tsx";

export type Sorting = {
  sort: "name" | "parameters" | "size";
  order: "ascending" | "descending";
};

/** All tensors, or those that were searched, in the order of a column. */
export function TensorList({ q, sorting }: { q: string; sorting: Sorting }) {
  const { t } = useTranslation("previews-tensors");
  const { commit, path, scope } = useTensorPlace();
  const params = { ...addressOf(useAsset()), revision: commit, path };
  const query = { scope, q, view: "flat" as const, ...sorting };
  const list = useListCall("repositories.list-tensors", { params, query });
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton height={240} radius={0} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    return (
      <EmptyState title={t(q === "" ? "noTensors" : "nothingFound")} icon={IconZoomQuestion} />
    );
  }
  return (
    <>
      <ul className={classes.list}>
        {rows.map((row, index) =>
          row.type === "tensor" ? <TensorRow key={`${index}:${row.name}`} tensor={row} /> : null,
        )}
      </ul>
      <LoadMore {...list} />
    </>
  );
}
