import { Skeleton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { useListCall } from "../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { formatExact } from "../../../ui/format.ts";
import { Bytes } from "../../../ui/values.tsx";
import { ArchiveFiles } from "./archive/archive-files.tsx";
import { ArchiveFolder } from "./archive/archive-folder.tsx";
import { archiveInput } from "./archive/archive-input.ts";
import { visibleName } from "./archive/visible-name.ts";
import { Findings } from "./name-table/findings.tsx";
import { NameSearch } from "./name-table/name-search.tsx";
import classes from "./name-table/name-table.module.css";
import { Total, Totals } from "./name-table/totals.tsx";
import { UnreadableFile } from "./unreadable-file.tsx";

/** REP-5: what lies in an archive; nothing of it is stored or run. */
export function ArchivePreview({ file }: { file: FileDetail }) {
  const { t, i18n } = useTranslation("previews-tensors");
  const [q, setQ] = useState("");
  const address = addressOf(useAsset());
  const input = archiveInput(address, file, { folder: "", q: "" });
  const root = useListCall("repositories.list-archive", input);
  const { error, refetch } = root;
  if (error) return <UnreadableFile file={file} error={error} onRetry={() => void refetch()} />;
  const [listing] = root.data?.pages ?? [];
  if (!listing) return <Skeleton height={360} radius={0} />;
  // A tar only holds files together; where all are packed as one, no file has a packed size.
  const isPacked = listing.format !== "tar";
  const hasPackedSizes = listing.format === "zip";
  const texts = listing.findings.map(({ code, count, example }) =>
    t(`archive.findings.${code}`, {
      count,
      shown: formatExact(count, i18n.language),
      example: visibleName(example),
    }),
  );
  return (
    <>
      <Totals>
        <Total label={t("files")}>{formatExact(listing.totals.files, i18n.language)}</Total>
        <Total label={t(isPacked ? "archive.unpacked" : "size")}>
          <Bytes value={listing.totals.sizeBytes} />
        </Total>
        {isPacked ? (
          <Total label={t("archive.packed")}>
            <Bytes value={listing.totals.compressedBytes} />
          </Total>
        ) : null}
      </Totals>
      <Findings texts={texts} />
      <div className={classes.toolbar}>
        <NameSearch label={t("archive.search")} onSearch={setQ} />
        <span className={classes.count}>
          {t(isPacked && !hasPackedSizes ? "archive.onlyPassed" : "archive.onlyListed")}
        </span>
      </div>
      <div className={classes.files} data-plain={hasPackedSizes ? undefined : true}>
        <div className={classes.head}>
          <span>{t("name")}</span>
          <span className={classes.number}>{t(isPacked ? "archive.unpacked" : "size")}</span>
          {hasPackedSizes ? (
            <>
              <span className={classes.number}>{t("archive.packed")}</span>
              <span className={classes.number}>{t("archive.share")}</span>
            </>
          ) : null}
        </div>
        {q === "" ? (
          <ArchiveFolder file={file} folder="" depth={0} />
        ) : (
          <ArchiveFiles file={file} q={q} />
        )}
      </div>
    </>
  );
}
