import { Alert } from "@mantine/core";
import { IconGitBranch } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { problem } from "#contract/problems.ts";
import { useCall } from "../../app/gallery.ts";
import { oneOf, type SearchParams } from "../../app/search-params.ts";
import { useSite } from "../../app/session.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { cleanFolder } from "../paths.ts";
import type { ChosenFile } from "./chosen-files.ts";
import { CommitForm } from "./commit-form.tsx";
import { DropZone } from "./drop-zone.tsx";
import { leftFromBefore, sessionsByFile } from "./earlier-uploads.ts";
import { FolderField } from "./folder-field.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import type { Limits } from "./limits.ts";
import { UnfinishedUploads } from "./unfinished-uploads.tsx";
import { totalsOf } from "./upload-item.ts";
import { UploadSummary } from "./upload-summary.tsx";
import { UploadTable } from "./upload-table.tsx";
import classes from "./upload.module.css";
import { useUploadQueue } from "./use-upload-queue.ts";

/** REP-3: files and folders go up at once, several in parallel; one commit takes them in. */
export function UploadPage() {
  // The words for failures come along: loading them with the first row would hide the page.
  const { t } = useTranslation(["uploads", "problems"]);
  const asset = useAsset();
  const search = useSearch({ strict: false }) as SearchParams;
  const branch = oneOf(search.branch) ?? asset.defaultBranch;
  const {
    data: refs,
    error,
    refetch,
  } = useCall("repositories.list-refs", {
    params: addressOf(asset),
  });
  usePageTitle(t("title", { name: asset.fullName }));
  if (!asset.abilities.write) return <ErrorState error={problem("forbidden")} />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const isBranch = !refs || refs.branches.some(({ name }) => name === branch);
  if (!isBranch && branch !== asset.defaultBranch) {
    return <Alert color="orange">{t("noBranch", { branch })}</Alert>;
  }
  return (
    <Uploads key={branch} branch={branch} startFolder={cleanFolder(oneOf(search.path) ?? "")} />
  );
}

function Uploads({ branch, startFolder }: { branch: string; startFolder: string }) {
  const { t } = useTranslation("uploads");
  const address = addressOf(useAsset());
  const limits = useLimits();
  const [folder, setFolder] = useState(startFolder);
  const { queue, items, bytesPerSecond } = useUploadQueue(address);
  const unfinished = useCall("repositories.list-uploads", {
    params: address,
    query: { limit: 100 },
  });
  const earlier = leftFromBefore(unfinished.data?.items ?? [], items);
  const add = (chosen: ChosenFile[]) => {
    if (limits) queue.add(chosen, { limits, folder, sessionOf: sessionsByFile(earlier) });
  };
  const totals = totalsOf(items);
  return (
    <div className={classes.page}>
      <PageHeader
        title={t("heading")}
        description={
          <span className={classes.branch}>
            <IconGitBranch size={15} aria-hidden="true" /> {branch}
          </span>
        }
      />
      <FolderField folder={folder} onChange={setFolder} isLocked={totals.running > 0} />
      <DropZone onChoose={add} limits={limits} />
      {items.length > 0 ? (
        <>
          <UploadSummary queue={queue} items={items} bytesPerSecond={bytesPerSecond} />
          <UploadTable queue={queue} items={items} limits={limits} />
          <CommitForm branch={branch} folder={folder} queue={queue} items={items} />
        </>
      ) : null}
      <UnfinishedUploads uploads={earlier} folder={folder} queue={queue} />
      <LeaveGuard isActive={items.some(({ state }) => state !== "refused")} />
    </div>
  );
}

function useLimits(): Limits | undefined {
  const limits = useSite()?.limits;
  const { sizeBytes } = useAsset();
  return (
    limits && {
      fileBytes: Math.min(limits.pageFileBytes, limits.fileBytes),
      freeBytes: Math.max(0, limits.repositoryBytes - sizeBytes),
      filesPerCommit: limits.filesPerCommit,
    }
  );
}
