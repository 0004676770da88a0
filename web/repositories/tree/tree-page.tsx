import { Button } from "@mantine/core";
import { IconFolderOpen, IconUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { assetHref } from "../../app/addresses.ts";
import { stringifySearch } from "../../app/search-params.ts";
import { addressOf, useAsset, useRevisionAndPath } from "../../assets/asset/use-asset.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { PathCrumbs } from "../path-crumbs.tsx";
import classes from "../repository.module.css";
import { RevisionSelect } from "../revision-select.tsx";
import { ScanSummary } from "../scan/scan-summary.tsx";
import { DownloadMenu } from "./download-menu.tsx";
import { ImportLink } from "../imports/import-link.tsx";
import { FolderOrGallery } from "./gallery/folder-or-gallery.tsx";
import { RestorePathButton } from "./restore-path-button.tsx";

/** `/tree/{revision}/{path}`: one folder. */
export function TreePage() {
  const { t } = useTranslation("repositories");
  const asset = useAsset();
  const { revision, path } = useRevisionAndPath();
  const address = addressOf(asset);
  usePageTitle(t("filesTitle", { name: asset.fullName, path: path === "" ? "" : `/${path}` }));
  if (asset.head === null) return <NoFiles />;
  return (
    <>
      <div className={classes.bar}>
        <RevisionSelect revision={revision} path={path} page="tree" />
        <PathCrumbs revision={revision} path={path} />
        <div className={classes.actions}>
          {asset.abilities.write ? (
            <Button
              component={PageLink}
              href={`${assetHref(address)}/upload${stringifySearch({ branch: revision, path })}`}
              variant="default"
              size="xs"
              leftSection={<IconUpload size={14} />}
            >
              {t("upload")}
            </Button>
          ) : null}
          {asset.abilities.write && revision === asset.defaultBranch ? <ImportLink /> : null}
          <RestorePathButton revision={revision} path={path} />
          <DownloadMenu revision={revision} path={path} />
        </div>
      </div>
      {path === "" ? <ScanSummary revision={revision} /> : null}
      <FolderOrGallery key={`${revision}:${path}`} revision={revision} path={path} />
    </>
  );
}

function NoFiles() {
  const { t } = useTranslation("repositories");
  const asset = useAsset();
  return (
    <EmptyState title={t("noFiles")} description={t("noFilesText")} icon={IconFolderOpen}>
      {asset.abilities.write ? (
        <Button
          component={PageLink}
          href={`${assetHref(addressOf(asset))}/upload`}
          leftSection={<IconUpload size={16} />}
        >
          {t("upload")}
        </Button>
      ) : null}
      {asset.abilities.write ? <ImportLink /> : null}
    </EmptyState>
  );
}
