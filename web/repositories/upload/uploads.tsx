import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useSite } from "../../app/session.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { PageHeader } from "../../ui/page.tsx";
import { useProblemToast } from "../../ui/toast.ts";
import { Announcer } from "./announcer.tsx";
import { BranchField } from "./choosing/branch-field.tsx";
import { DropZone } from "./choosing/drop-zone.tsx";
import { FolderField } from "./choosing/folder-field.tsx";
import { filesOfHandles } from "./choosing/chosen-files.ts";
import { mayRead } from "./choosing/pick-files.ts";
import { CommitForm } from "./committing/commit-form.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { QueueAlerts } from "./queue-alerts.tsx";
import { leftFromBefore } from "./remembering/earlier-uploads.ts";
import { stillKnown } from "./remembering/recall-visit.ts";
import { UnfinishedUploads } from "./remembering/unfinished-uploads.tsx";
import { useVisits } from "./remembering/use-visits.ts";
import type { Visit } from "./remembering/visit.ts";
import { VisitList } from "./remembering/visit-list.tsx";
import { SignInAgain } from "./sign-in-again.tsx";
import { UploadSummary } from "./upload-summary.tsx";
import { UploadTable } from "./upload-table.tsx";
import classes from "./upload.module.css";
import { useAdding } from "./use-adding.ts";
import { useUploadQueue } from "./use-upload-queue.ts";

type UploadsProps = { account: string; branch: string; branches: string[]; startFolder: string };

/** Everything of one branch: what comes, how far it is, and the commit at the end. */
export function Uploads({ account, branch, branches, startFolder }: UploadsProps) {
  const { t } = useTranslation("uploads");
  const address = addressOf(useAsset());
  const onError = useProblemToast();
  const limits = useLimits();
  const [folder, setFolder] = useState(startFolder);
  const [title, setTitle] = useState("");
  const uploads = useUploadQueue({ address, branch, folder: startFolder, account });
  const { queue, keeper } = uploads;
  const snapshot = useSyncExternalStore(queue.subscribe, queue.getSnapshot);
  const visits = useVisits({ address, branch, account, uploads });
  const earlier = leftFromBefore(visits.uploads, queue.all());
  const adding = useAdding({ uploads, limits, folder, earlier, visits, onError });
  const retarget = (next: string) => {
    setFolder(next);
    keeper.describe({ folder: next });
    if (next !== folder) queue.retarget(next);
  };
  const goOn = async (visit: Visit) => {
    const store = await uploads.visits;
    const canRead = visit.roots.length > 0 && (await mayRead(visit.roots));
    const known = await stillKnown(address, (await store?.filesOf(visit.id)) ?? []);
    retarget(visit.folder);
    if (title === "") describe(visit.title);
    const roots = canRead ? visit.roots : [];
    const read = canRead ? filesOfRoots(roots) : undefined;
    await adding.takeUp(known, { folder: visit.folder, roots, read });
    await visits.forget(visit.id);
  };
  const describe = (words: string) => {
    setTitle(words);
    keeper.describe({ title: words });
  };
  const hasItems = snapshot.ids.length > 0;
  return (
    <div className={classes.page}>
      <PageHeader title={t("heading")} />
      <div className={classes.target}>
        <BranchField branch={branch} branches={branches} folder={folder} isLocked={hasItems} />
        {/* Remounted when a visit brings its own folder. */}
        <FolderField key={folder} folder={folder} onChange={retarget} />
      </div>
      <DropZone adding={adding} limits={limits} isCompact={hasItems} />
      {hasItems ? null : <VisitList visits={visits} goOn={(visit) => goOn(visit).catch(onError)} />}
      {hasItems ? (
        <>
          <QueueAlerts
            queue={queue}
            snapshot={snapshot}
            limits={limits}
            command={`gallery-cli upload ${address.owner}/${address.name}`}
          />
          <UploadSummary queue={queue} snapshot={snapshot} />
          <UploadTable queue={queue} snapshot={snapshot} limits={limits} />
          <CommitForm
            branch={branch}
            folder={folder}
            queue={queue}
            snapshot={snapshot}
            filesPerCommit={limits?.filesPerCommit ?? 1}
            title={title}
            onTitle={describe}
          />
        </>
      ) : null}
      <UnfinishedUploads uploads={earlier} folder={folder} queue={queue} />
      <SignInAgain isOpen={snapshot.isSignedOut} account={account} onSignedIn={queue.goOn} />
      <LeaveGuard isActive={snapshot.totals.count > 0} />
      <Announcer snapshot={snapshot} />
    </div>
  );
}

function filesOfRoots(roots: readonly FileSystemHandle[]) {
  return (reading: Parameters<typeof filesOfHandles>[1]) => filesOfHandles(roots, reading);
}

function useLimits() {
  const limits = useSite()?.limits;
  const { kind, sizeBytes } = useAsset();
  return (
    limits && {
      fileBytes: Math.min(limits.pageFileBytes, limits.fileBytes),
      freeBytes: Math.max(0, limits.repositoryBytes - sizeBytes),
      filesPerCommit: limits.filesPerCommit,
      ...(kind === "dataset"
        ? { files: limits.datasetUploadFiles, bytes: limits.datasetUploadBytes }
        : {}),
    }
  );
}
