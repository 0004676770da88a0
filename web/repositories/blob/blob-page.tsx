import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCall } from "../../app/gallery.ts";
import { addressOf, useAsset, useRevisionAndPath } from "../../assets/asset/use-asset.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { PathCrumbs } from "../path-crumbs.tsx";
import classes from "../repository.module.css";
import { RevisionSelect } from "../revision-select.tsx";
import { ScanPanel } from "../scan/scan-panel.tsx";
import { FileActions } from "./file-actions.tsx";
import { FileFacts } from "./file-facts.tsx";
import { FilePreview } from "./file-preview.tsx";

/** `/blob/{revision}/{path}`: one file. */
export function BlobPage() {
  const { t } = useTranslation("repositories");
  const asset = useAsset();
  const { revision, path } = useRevisionAndPath();
  const params = { ...addressOf(asset), revision, path };
  const { data: file, error, refetch } = useCall("repositories.get-file", { params });
  usePageTitle(t("filesTitle", { name: asset.fullName, path: `/${path}` }));
  return (
    <>
      <div className={classes.bar}>
        <RevisionSelect revision={revision} path={path} page="blob" />
        <PathCrumbs revision={revision} path={path} />
        {file ? <FileActions file={file} revision={revision} /> : null}
      </div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {file ? (
        <div className={classes.box}>
          <FileFacts file={file} />
          <ScanPanel key={file.oid} revision={revision} path={path} />
          <FilePreview key={`${file.commit}:${file.path}`} file={file} />
        </div>
      ) : null}
      {!file && !error ? <Skeleton height={420} radius="lg" /> : null}
    </>
  );
}
