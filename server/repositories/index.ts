export { changeLevels } from "./change-levels.ts";
export type { Change, ChangeSet, ChangeSource, CommitResult } from "./commits/change.ts";
export { commitChanges } from "./commits/commit-changes.ts";
export { getCommit } from "./commits/get-commit.ts";
export { countCommits, listCommits } from "./commits/list-commits.ts";
export { restoreRevision } from "./commits/restore-revision.ts";
export { squashBranch } from "./commits/squash-branch.ts";
export { summariseCommits } from "./commits/summarise-commits.ts";
export { findHeldContents, findUsableContents, mayUseContent } from "./contents/may-use-content.ts";
export { readHeldContent } from "./contents/read-held-content.ts";
export { shareContents } from "./contents/share-contents.ts";
export { storeContent } from "./contents/store-content.ts";
export { copyRepository, prepareCopy } from "./copying/copy-repository.ts";
export { createRepository } from "./create-repository.ts";
export { deleteRepository } from "./delete-repository.ts";
export {
  type FileChange,
  type FileDownload,
  type FileState,
  noteFileDownload,
  onFileDownload,
  refMoved,
  refMovedEvent,
  type RefMove,
} from "./events.ts";
export { createConnection } from "./connections/create-connection.ts";
export { startDelivery } from "./deliveries/start-delivery.ts";
export { findGrants } from "./find-grants.ts";
export { findRepository, getRepositoryById } from "./find-repository.ts";
export { findVisibleAddresses } from "./find-visible-addresses.ts";
export { grantRight } from "./grant-right.ts";
export { countDeliveries } from "./deliveries/count-deliveries.ts";
export { collectStorage } from "./collecting/collect-storage.ts";
export { listReaders } from "./list-readers.ts";
export { startImport } from "./imports/start-import.ts";
export { surveySource } from "./imports/survey-source.ts";
export { lockRepository } from "./lock-repository.ts";
export { handleRepositoryJobs } from "./jobs.ts";
export { compareForMerge } from "./merging/compare-for-merge.ts";
export { describeMove } from "./merging/describe-move.ts";
export { mergeRef } from "./merging/merge-ref.ts";
export { actingNamespaces, isWritingCredential } from "./policy.ts";
export { type Grant, type GrantSource, rightLevel, visibleRepositories } from "./policy.ts";
export { getNotebook } from "./previews/media/notebook/get-notebook.ts";
export { writeUnifiedDiff } from "./previews/diff/write-unified-diff.ts";
export type { ByteInterval, Entry, OpenFile, SendableFile } from "./reading/entry.ts";
export { findEntries, findEntry, getEntry } from "./reading/find-entries.ts";
export { getFile } from "./reading/get-file.ts";
export { largeFileRule } from "./reading/large-file-rule.ts";
export { purgeFiles } from "./purging/purge-files.ts";
export { listEntries, listEntriesRecursive } from "./reading/list-entries.ts";
export { type Head, listHeads } from "./reading/list-heads.ts";
export { listTree } from "./reading/list-tree.ts";
export { openFile, readSmallFile } from "./reading/open-file.ts";
export { findHead, resolveRevision } from "./reading/resolve-revision.ts";
export { beginsDownload } from "./reading/send-content.ts";
export { sendFile } from "./reading/send-file.ts";
export { createBranch } from "./refs/create-branch.ts";
export { createTag } from "./refs/create-tag.ts";
export { deleteBranch, deleteTag } from "./refs/delete-ref.ts";
export { listPullRequestRefs, listRefs } from "./refs/list-refs.ts";
export { pinTag, showTag, unpinTag } from "./refs/pin-tag.ts";
export { addPullRequestRef, removePullRequestRef } from "./refs/pull-request-refs.ts";
export { renameRepository } from "./rename-repository.ts";
export type {
  FoundRepository,
  ReadNeeds,
  Repository,
  RepositoryAddress,
  RightLevel,
} from "./repository.ts";
export { requireRepository, requireRight } from "./require-repository.ts";
export { repositoriesRoutes } from "./routes.ts";
export { checkPath } from "./rules/paths.ts";
export { pullRequestOf, pullRequestRef } from "./rules/ref-names.ts";
export { describeScans } from "./scans/describe-scans.ts";
export { findCommitFindings } from "./scans/find-commit-findings.ts";
export { findScanFindings } from "./scans/find-scan-findings.ts";
export type { ScanFindings } from "./scans/fold-findings.ts";
export { findSecrets } from "./scans/secrets/find-secrets.ts";
export { getScanSummary } from "./scans/get-scan-summary.ts";
export { filesScanned, handleScanJobs, scanHead, subscribeScans } from "./scans/jobs.ts";
export { withdrawAllRights } from "./withdraw-all-rights.ts";
export { setGrants } from "./set-grants.ts";
export { setReadNeeds } from "./set-read-needs.ts";
export { asSentBy } from "./uploads/as-sent-by.ts";
export { cancelUpload } from "./uploads/cancel-upload.ts";
export { checkLedger, type LedgerCheck } from "./storage/check-ledger.ts";
export { listStoredFiles } from "./storage/list-stored-files.ts";
export { listStorageOwners } from "./storage/list-storage-owners.ts";
export { checkQuota, findRoom, requireRoom } from "./storage/quota.ts";
export { setQuota } from "./storage/set-quota.ts";
export { checkUploadSize } from "./uploads/check-upload-size.ts";
export { completeUpload } from "./uploads/complete-upload.ts";
export { getUpload } from "./uploads/get-upload.ts";
export { listUploads } from "./uploads/list-uploads.ts";
export { openUpload } from "./uploads/open-upload.ts";
export { writeUploadPart } from "./uploads/write-upload-part.ts";
export { withdrawRight } from "./withdraw-right.ts";
export { closeDangerousFiles, openDangerousFiles } from "./withholding/close-files.ts";
export { holdBranch, releaseBranch } from "./withholding/hold-branch.ts";
export { listClosedFiles } from "./withholding/list-closed-files.ts";
export { openFilesAt } from "./withholding/open-files-at.ts";
export { convertContents } from "./xorbs/convert-contents.ts";
export { describeXorb } from "./xorbs/describe-xorb.ts";
export { findChunk } from "./xorbs/find-chunk.ts";
export { findChunkedFile } from "./xorbs/find-chunked-file.ts";
export { openXorb } from "./xorbs/open-xorb.ts";
export { type DownloadPlan, planDownload } from "./xorbs/plan-download.ts";
export { registerFiles } from "./xorbs/register-files.ts";
export { storeXorb, XORB_BODY_LIMIT } from "./xorbs/store-xorb.ts";
export type { ObjectFilter } from "./transfer/collect-objects.ts";
export { findCommon } from "./transfer/find-common.ts";
export { type GitRef, type GitRefs, listGitRefs } from "./transfer/list-git-refs.ts";
export type { RefCommand, RefOutcome } from "./transfer/move-refs.ts";
export { type FetchRequest, prepareFetch } from "./transfer/prepare-fetch.ts";
export { receivePush } from "./transfer/receive-push.ts";
export { sumWholeCopies } from "./whole-copies/sum-whole-copies.ts";
export { watchPlainReads } from "./whole-copies/watch-plain-reads.ts";
