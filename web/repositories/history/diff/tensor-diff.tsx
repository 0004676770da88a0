import { Skeleton } from "@mantine/core";
import { IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TensorComparison, TensorDifference } from "#contract/repositories/tensor-table.ts";
import { useListCall } from "../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { ErrorState } from "../../../ui/error-state.tsx";
import { formatCount, formatExact } from "../../../ui/format.ts";
import { LoadMore } from "../../../ui/load-more.tsx";
import { formatShape } from "../../blob/previews/tensors/format-shape.ts";
import { useUnreadableText } from "../../blob/previews/unreadable-text.ts";
import classes from "./diff.module.css";
import type { ComparedFile } from "./compared-file.ts";

const ICONS = { added: IconPlus, removed: IconMinus, changed: IconPencil } as const;

/** Which tensors came, went, or have another shape or type. */
export function TensorDiff({ file }: { file: ComparedFile }) {
  const { t } = useTranslation("diff");
  const textOf = useUnreadableText();
  const { revision, path, base, basePath } = file;
  const params = { ...addressOf(useAsset()), revision, path };
  const list = useListCall("repositories.compare-tensors", { params, query: { base, basePath } });
  if (list.error) {
    const text = textOf(list.error);
    if (text !== undefined) return <p className={classes.note}>{text}</p>;
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  const [first] = list.data?.pages ?? [];
  if (!list.data || !first) return <Skeleton height={160} radius={0} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  return (
    <>
      <Summary totals={first.totals} />
      {rows.length === 0 ? <p className={classes.note}>{t("sameTensors")}</p> : null}
      <ul className={classes.tensors}>
        {rows.map((row) => (
          <Row key={row.name} row={row} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

function Summary({ totals }: { totals: TensorComparison }) {
  const { t, i18n } = useTranslation("diff");
  const count = (value: number) => formatExact(value, i18n.language);
  const parameters = (side: TensorComparison["before"]) =>
    side === null ? "–" : formatCount(side.parameters, i18n.language);
  return (
    <p className={classes.tensorSummary}>
      <span className={classes.added}>{t("tensorsAdded", { shown: count(totals.added) })}</span>
      <span className={classes.removed}>
        {t("tensorsRemoved", { shown: count(totals.removed) })}
      </span>
      <span className={classes.changed}>
        {t("tensorsChanged", { shown: count(totals.changed) })}
      </span>
      <span className={classes.quiet}>{t("tensorsSame", { shown: count(totals.same) })}</span>
      <span className={classes.quiet}>
        {t("parameters", { before: parameters(totals.before), after: parameters(totals.after) })}
      </span>
    </p>
  );
}

function Row({ row }: { row: TensorDifference }) {
  const { t } = useTranslation("diff");
  const Icon = ICONS[row.change];
  return (
    <li className={classes.tensor}>
      <span className={classes.changeIcon} data-change={row.change}>
        <Icon size={14} aria-label={t(`tensorChanges.${row.change}`)} />
      </span>
      <span className={classes.tensorName}>{row.name}</span>
      <span className={classes.tensorStates}>
        <State state={row.before} kind="removed" />
        {row.before && row.after ? <span aria-hidden="true">→</span> : null}
        <State state={row.after} kind="added" />
      </span>
    </li>
  );
}

type StateProps = { state: TensorDifference["before"]; kind: "removed" | "added" };

function State({ state, kind }: StateProps) {
  const { t } = useTranslation("previews-tensors");
  if (state === null) return null;
  return (
    <code className={kind === "added" ? classes.added : classes.removed}>
      {formatShape(state.shape) || t("scalar")} {state.dtype}
    </code>
  );
}
