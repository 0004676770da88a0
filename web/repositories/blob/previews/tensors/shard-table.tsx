import { useTranslation } from "react-i18next";
import type { TensorShard } from "#contract/repositories/tensor-table.ts";
import { revisionHref } from "../../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../../assets/asset/use-asset.ts";
import { formatExact } from "../../../../ui/format.ts";
import { PageLink } from "../../../../ui/page-link.tsx";
import { Bytes } from "../../../../ui/values.tsx";
import { nameOf } from "../../../paths.ts";
import table from "../name-table/name-table.module.css";
import classes from "./tensors.module.css";

/** The files of a checkpoint, each with what it holds or why it does not count. */
export function ShardTable({ shards, revision }: { shards: TensorShard[]; revision: string }) {
  const { t, i18n } = useTranslation("previews-tensors");
  const address = addressOf(useAsset());
  return (
    <ul className={table.list}>
      {shards.map(({ path, sizeBytes, tensors, failure }) => (
        <li key={path} className={classes.shard}>
          {sizeBytes === null ? (
            <span className={table.text}>{nameOf(path)}</span>
          ) : (
            <PageLink
              href={revisionHref(address, "blob", { revision, path })}
              className={`${table.text} ${classes.link}`}
            >
              {nameOf(path)}
            </PageLink>
          )}
          {sizeBytes === null ? (
            <span className={table.warn}>{t("shardMissing")}</span>
          ) : (
            <span className={table.quiet} title={failure ?? undefined}>
              {failure === null
                ? t("tensorCount", { count: tensors, shown: formatExact(tensors, i18n.language) })
                : t("shardUnreadable")}
              {" · "}
              <Bytes value={sizeBytes} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
