import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { AssetKind } from "#contract/fields.ts";
import type { Right } from "#contract/endpoint.ts";
import type { Page } from "#contract/paging.ts";
import type {
  CommitDetail,
  CommitSummary,
  FileDetail,
  Ref,
  Refs,
  TreeEntry,
  Upload,
} from "#contract/repositories/repository.ts";
import type { Context, RequestContext } from "../context.ts";
import type { Database, DatabaseTransaction } from "../platform/database/index.ts";
import type { ByteSource } from "../platform/storage/index.ts";
import type { Mount } from "../platform/http/index.ts";
import type { ChangeSet, CommitResult } from "./commits/change.ts";
import type { Entry, OpenFile } from "./reading/entry.ts";
import type { Grant, GrantSource } from "./policy.ts";
import type { FoundRepository, Repository, RepositoryAddress, RightLevel } from "./repository.ts";

export type { FoundRepository, Repository, RepositoryAddress, RightLevel } from "./repository.ts";
export type { Change, ChangeSet, ChangeSource, CommitResult } from "./commits/change.ts";
export type { ByteInterval, Entry, OpenFile } from "./reading/entry.ts";
export { checkUploadSize } from "./uploads/check-upload-size.ts";
export {
  type FileChange,
  type FileDownload,
  type FileState,
  onFileDownload,
  noteFileDownload,
  refMoved,
  refMovedEvent,
  type RefMove,
} from "./events.ts";

export {
  actingNamespaces,
  type Grant,
  type GrantSource,
  levelOf,
  rightLevel,
  visibleRepositories,
} from "./policy.ts";

// --- below: signatures first, bodies follow within the hour -------------------------------------
export declare function repositoriesRoutes(mount: Mount<RequestContext>): void;
/** Handlers of this word's jobs; call before jobs.start(). */
export declare function handleRepositoryJobs(ctx: Context): void;

export declare function rightName(level: RightLevel): Right | null;

export declare function findRepository(
  ctx: RequestContext,
  address: RepositoryAddress,
): Promise<FoundRepository | undefined>;
export declare function requireRepository(
  ctx: RequestContext,
  address: RepositoryAddress,
  right: Right,
): Promise<Repository>;
export declare function getRepositoryById(db: Database, id: number): Promise<Repository>;
export declare function createRepository(
  trx: DatabaseTransaction,
  input: { namespaceId: number; kind: AssetKind; name: string },
): Promise<Repository>;
export declare function renameRepository(
  trx: DatabaseTransaction,
  repository: Repository,
  to: { namespaceId?: number; name?: string },
): Promise<Repository>;
export declare function deleteRepository(trx: DatabaseTransaction, id: number): Promise<void>;
export declare function setGrants(
  trx: DatabaseTransaction,
  repositoryId: number,
  change: { source: GrantSource; grants: readonly Grant[] },
): Promise<void>;

/** Answers 422 path-invalid etc.; `trx` in the change set joins a transaction. */
export declare function commitChanges(
  ctx: RequestContext,
  repository: Repository,
  changes: ChangeSet,
): Promise<CommitResult>;
export declare function restoreRevision(
  ctx: RequestContext,
  repository: Repository,
  input: { branch: string; revision: string; expectedHead?: string },
): Promise<CommitResult>;
/** What preupload asks: is a file of this path, size and first 512 bytes a large one (LFS)? */
export declare function largeFileRule(
  ctx: RequestContext,
  repository: Repository,
  input: { commit: string | null; gitAttributes?: string },
): Promise<(file: { path: string; sizeBytes: number; sample: Uint8Array }) => boolean>;

/** 40 hex; 404 revision-not-found. */
export declare function resolveRevision(
  ctx: Context,
  repository: Repository,
  revision: string,
): Promise<string>;
/** Head commit of the default branch, null before the first commit. */
export declare function findHead(ctx: Context, repository: Repository): Promise<string | null>;
export declare function findEntry(
  ctx: Context,
  repository: Repository,
  at: { commit: string; path: string },
): Promise<Entry | undefined>;
/** Throws entry-not-found with `extra.commit`. */
export declare function getEntry(
  ctx: Context,
  repository: Repository,
  at: { commit: string; path: string },
): Promise<Entry>;
/** Unknown paths are left out. */
export declare function findEntries(
  ctx: Context,
  repository: Repository,
  at: { commit: string; paths: readonly string[] },
): Promise<Entry[]>;
export declare function listEntries(
  ctx: Context,
  repository: Repository,
  query: {
    commit: string;
    path: string;
    recursive: boolean;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<Entry>>;
/** Every file (no folders) below a path, in path order, read page by page. */
export declare function listEntriesRecursive(
  ctx: Context,
  repository: Repository,
  query: { commit: string; path?: string },
): AsyncIterable<Entry>;
/** CommitSummary by id, for lastCommit of entries. */
export declare function summariseCommits(
  ctx: Context,
  repository: Repository,
  ids: Iterable<string>,
): Promise<Map<string, CommitSummary>>;
export declare function listTree(
  ctx: RequestContext,
  repository: Repository,
  query: {
    revision: string;
    path: string;
    recursive: boolean;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<TreeEntry> & { commit: string }>;
export declare function getFile(
  ctx: RequestContext,
  repository: Repository,
  at: { revision: string; path: string },
): Promise<FileDetail>;
export declare function openFile(
  ctx: Context,
  repository: Repository,
  at: { commit: string; path: string },
): Promise<OpenFile>;
/** The bytes of a small file at a commit, for cards and configs. */
export declare function readSmallFile(
  ctx: Context,
  repository: Repository,
  at: { commit: string; path: string; limitBytes?: number },
): Promise<Buffer | undefined>;
/** Range, conditional requests, HEAD, CSP sandbox, nosniff, attachment outside an allow-list. */
export declare function sendFile(
  exchange: { request: FastifyRequest; reply: FastifyReply },
  file: OpenFile,
  options?: { download?: boolean; headers?: Record<string, string>; signal?: AbortSignal },
): Promise<void>;

export declare function listCommits(
  ctx: Context,
  repository: Repository,
  query: { commit: string; cursor?: string | undefined; limit: number },
): Promise<Page<CommitSummary & { description: string }>>;
export declare function countCommits(
  ctx: Context,
  repository: Repository,
  commit: string,
): Promise<number>;
export declare function getCommit(
  ctx: Context,
  repository: Repository,
  commit: string,
): Promise<CommitDetail>;
export declare function listRefs(
  ctx: Context,
  repository: Repository,
): Promise<z.infer<typeof Refs>>;
export declare function createBranch(
  ctx: RequestContext,
  repository: Repository,
  input: { name: string; startingPoint?: string | undefined },
): Promise<Ref>;
export declare function deleteBranch(
  ctx: RequestContext,
  repository: Repository,
  name: string,
): Promise<void>;
export declare function createTag(
  ctx: RequestContext,
  repository: Repository,
  input: {
    name: string;
    revision?: string | undefined;
    message?: string | undefined;
    isProtected?: boolean;
  },
): Promise<Ref>;
export declare function deleteTag(
  ctx: RequestContext,
  repository: Repository,
  name: string,
): Promise<void>;

/** Contents among `sha256s` that the actor may use in this repository, by hash. */
export declare function findUsableContents(
  ctx: RequestContext,
  repository: Repository,
  sha256s: readonly string[],
): Promise<Map<string, { id: number; sizeBytes: number }>>;
export declare function mayUseContent(
  ctx: RequestContext,
  repository: Repository,
  sha256: string,
): Promise<boolean>;
/** Contents among `sha256s` that the repository itself holds (LFS download). */
export declare function findHeldContents(
  ctx: Context,
  repository: Repository,
  sha256s: readonly string[],
): Promise<Map<string, { id: number; sizeBytes: number }>>;
export declare function readHeldContent(
  ctx: Context,
  repository: Repository,
  sha256: string,
): Promise<OpenFile>;
/** Streams bytes into the store for the repository's namespace (LFS PUT): verified and durable. */
export declare function storeContent(
  ctx: RequestContext,
  repository: Repository,
  upload: { source: ByteSource; sha256?: string; sizeBytes?: number; signal?: AbortSignal },
): Promise<{ sha256: string; sizeBytes: number }>;

export declare function openUpload(
  ctx: RequestContext,
  repository: Repository,
  input: { path: string; sizeBytes: number; sha256?: string | undefined },
): Promise<Upload>;
export declare function listUploads(
  ctx: RequestContext,
  repository: Repository,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<Upload>>;
export declare function getUpload(
  ctx: RequestContext,
  repository: Repository,
  id: string,
): Promise<Upload>;
export declare function writeUploadPart(
  ctx: RequestContext,
  repository: Repository,
  part: { id: string; offset: number; source: ByteSource; sizeBytes?: number | undefined },
): Promise<Upload>;
export declare function completeUpload(
  ctx: RequestContext,
  repository: Repository,
  id: string,
): Promise<Upload>;
export declare function cancelUpload(
  ctx: RequestContext,
  repository: Repository,
  id: string,
): Promise<void>;
