import { Badge, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "#contract/repositories/storage.ts";
import { revisionHref } from "../../app/addresses.ts";
import { useListCall } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Bytes } from "../../ui/values.tsx";
import classes from "./storage.module.css";

/** Large files of all versions, largest first. */
export function StoredFiles() {
  const { t } = useTranslation("storage");
  const params = addressOf(useAsset());
  const files = useListCall("repositories.list-stored-files", { params });
  if (files.error) return <ErrorState error={files.error} onRetry={() => void files.refetch()} />;
  if (!files.data) return <Skeleton height={180} radius="lg" />;
  const shown = files.data.pages.flatMap((page) => page.items);
  if (shown.length === 0) {
    return <EmptyState title={t("noLarge")} description={t("noLargeText")} />;
  }
  return (
    <section aria-labelledby="largest-files">
      <h2 id="largest-files" className={classes.title}>
        {t("largest")}
      </h2>
      <ul className={classes.rows}>
        {shown.map((file) => (
          <FileRow key={file.sha256} file={file} />
        ))}
      </ul>
      <LoadMore {...files} />
    </section>
  );
}

function FileRow({ file: { path, sizeBytes, isCurrent, isShared } }: { file: StoredFile }) {
  const { t } = useTranslation("storage");
  const asset = useAsset();
  const at = { revision: asset.defaultBranch, path };
  return (
    <li className={classes.row}>
      <span className={classes.rowName}>
        {isCurrent ? (
          <PageLink href={revisionHref(addressOf(asset), "blob", at)}>{path}</PageLink>
        ) : (
          path
        )}
      </span>
      {isCurrent ? null : (
        <Badge variant="light" color="gray">
          {t("inHistory")}
        </Badge>
      )}
      {isShared ? (
        <Badge variant="light" color="gray">
          {t("shared")}
        </Badge>
      ) : null}
      <span className={classes.rowSize}>
        <Bytes value={sizeBytes} />
      </span>
    </li>
  );
}
