import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address, CommitId } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import {
  ArchiveFormat,
  CommitDetail,
  CommitReceipt,
  CommitSummary,
  EntryPath,
  FileDetail,
  NewCommit,
  NewUpload,
  Ref,
  Refs,
  Revision,
  TreeEntry,
  Upload,
} from "./repository.ts";

const BASE = "/repositories/:kind/:owner/:name";
const AtRevision = Address.extend({ revision: Revision });
const AtPath = AtRevision.extend({ path: EntryPath });
const OfUpload = Address.extend({ upload: z.string().max(64) });
const READ = { who: "anyone", scope: "read", right: "read" } as const;
const WRITE = { who: "signed-in", scope: "write", right: "write" } as const;

export const listRefs = endpoint({
  id: "repositories.list-refs",
  method: "GET",
  path: `${BASE}/refs`,
  summary: "Branches and tags",
  access: READ,
  params: Address,
  answer: { status: 200, body: Refs },
});

export const createBranch = endpoint({
  id: "repositories.create-branch",
  method: "POST",
  path: `${BASE}/branches`,
  summary: "Create a branch at a revision",
  access: WRITE,
  params: Address,
  body: z.object({ name: z.string().max(255), startingPoint: Revision.optional() }),
  answer: { status: 201, body: Ref },
  problems: ["ref-exists", "ref-name-invalid", "revision-not-found"],
});

export const deleteBranch = endpoint({
  id: "repositories.delete-branch",
  method: "DELETE",
  path: `${BASE}/branches/*`,
  summary: "Delete a branch; the default branch stays",
  access: WRITE,
  params: Address.extend({ path: z.string().max(255) }),
  answer: { status: 204 },
  problems: ["revision-not-found", "ref-protected"],
});

export const createTag = endpoint({
  id: "repositories.create-tag",
  method: "POST",
  path: `${BASE}/tags`,
  summary: "Create a tag at a revision",
  access: WRITE,
  params: Address,
  body: z.object({
    name: z.string().max(255),
    revision: Revision.optional(),
    message: z.string().max(65_536).optional(),
  }),
  answer: { status: 201, body: Ref },
  problems: ["ref-exists", "ref-name-invalid", "revision-not-found"],
});

export const deleteTag = endpoint({
  id: "repositories.delete-tag",
  method: "DELETE",
  path: `${BASE}/tags/*`,
  summary: "Delete a tag that no version protects",
  access: WRITE,
  params: Address.extend({ path: z.string().max(255) }),
  answer: { status: 204 },
  problems: ["revision-not-found", "ref-protected"],
});

export const listTree = endpoint({
  id: "repositories.list-tree",
  method: "GET",
  path: `${BASE}/tree/:revision`,
  summary: "One folder, folders first, or everything below it",
  access: READ,
  params: AtRevision,
  query: PageQuery.extend({
    path: EntryPath.default(""),
    recursive: z.stringbool().default(false),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  answer: { status: 200, body: pageOf(TreeEntry).extend({ commit: CommitId }) },
  problems: ["revision-not-found", "entry-not-found"],
});

export const getFile = endpoint({
  id: "repositories.get-file",
  method: "GET",
  path: `${BASE}/files/:revision/*`,
  summary: "What is known of one file: size, hashes, last commit, how it is shown",
  access: READ,
  params: AtPath,
  answer: { status: 200, body: FileDetail },
  problems: ["revision-not-found", "entry-not-found"],
});

export const getContent = endpoint({
  id: "repositories.get-content",
  method: "GET",
  path: `${BASE}/content/:revision/*`,
  summary: "The bytes of one file, with Range and conditional requests",
  access: READ,
  params: AtPath,
  query: z.object({ download: z.stringbool().default(false) }),
  answer: { status: 200, body: { stream: true, mediaType: "application/octet-stream" } },
  problems: ["revision-not-found", "entry-not-found", "range-not-satisfiable"],
});

export const getArchive = endpoint({
  id: "repositories.get-archive",
  method: "GET",
  path: `${BASE}/archive/:revision`,
  summary: "Files and folders, or the whole repository, as a streamed zip or tar",
  access: READ,
  params: AtRevision,
  query: z.object({
    path: EntryPath.default(""),
    /** Names of entries of the folder, when not all of it: a JSON array of at most 1,000. */
    names: z.string().max(65_536).optional(),
    format: ArchiveFormat.default("zip"),
  }),
  answer: { status: 200, body: { stream: true, mediaType: "application/octet-stream" } },
  problems: ["revision-not-found", "entry-not-found"],
});

export const listCommits = endpoint({
  id: "repositories.list-commits",
  method: "GET",
  path: `${BASE}/commits/:revision`,
  summary: "History, newest first, of everything or of one path",
  access: READ,
  params: AtRevision,
  query: PageQuery.extend({
    /** Only commits that changed this file or something in this folder. A page may then hold fewer
     * commits than asked for, also none: `nextCursor` goes on where the search stopped. */
    path: EntryPath.default(""),
  }),
  answer: { status: 200, body: pageOf(CommitSummary) },
  problems: ["revision-not-found"],
});

export const getCommit = endpoint({
  id: "repositories.get-commit",
  method: "GET",
  path: `${BASE}/commit/:revision`,
  summary: "One commit with the paths it changed",
  access: READ,
  params: AtRevision,
  answer: { status: 200, body: CommitDetail },
  problems: ["revision-not-found"],
});

export const createCommit = endpoint({
  id: "repositories.create-commit",
  method: "POST",
  path: `${BASE}/commits`,
  summary: "Add, replace, rename and delete files in one commit, whole or not at all",
  access: WRITE,
  params: Address,
  body: NewCommit,
  answer: { status: 201, body: CommitReceipt },
  problems: [
    "parent-stale",
    "path-invalid",
    "path-conflict",
    "entry-not-found",
    "content-unknown",
    "file-too-large",
    "repository-full",
    "quota-exceeded",
    "too-many-files",
  ],
  bodyLimitBytes: 32 * 1024 * 1024,
});

export const restoreRevision = endpoint({
  id: "repositories.restore-revision",
  method: "POST",
  path: `${BASE}/restore`,
  summary: "Make the files of an older revision, or one path of it, the newest commit",
  access: WRITE,
  params: Address,
  body: z.object({
    branch: z.string().max(255).default("main"),
    revision: Revision,
    /** One file or folder; all files when empty. */
    path: EntryPath.default(""),
    expectedHead: CommitId.optional(),
  }),
  answer: { status: 201, body: CommitReceipt },
  problems: [
    "revision-not-found",
    "entry-not-found",
    "path-conflict",
    "parent-stale",
    "content-purged",
  ],
});

export const openUpload = endpoint({
  id: "repositories.open-upload",
  method: "POST",
  path: `${BASE}/uploads`,
  summary: "Open an upload session, or learn that the bytes are here already",
  access: WRITE,
  params: Address,
  body: NewUpload,
  answer: { status: 201, body: Upload },
  problems: ["file-too-large", "repository-full", "quota-exceeded", "path-invalid", "storage-full"],
});

export const listUploads = endpoint({
  id: "repositories.list-uploads",
  method: "GET",
  path: `${BASE}/uploads`,
  summary: "One's own unfinished and uncommitted uploads to this repository",
  access: { ...WRITE, scope: "read" },
  params: Address,
  query: PageQuery,
  answer: { status: 200, body: pageOf(Upload) },
});

export const getUpload = endpoint({
  id: "repositories.get-upload",
  method: "GET",
  path: `${BASE}/uploads/:upload`,
  summary: "State and missing ranges of an upload: the way to resume it",
  access: { ...WRITE, scope: "read" },
  params: OfUpload,
  answer: { status: 200, body: Upload },
  problems: ["upload-not-found"],
});

export const writeUploadPart = endpoint({
  id: "repositories.write-upload-part",
  method: "PUT",
  path: `${BASE}/uploads/:upload/parts/:offset`,
  summary: "Write bytes at an offset; parts may come in any order and in parallel",
  access: WRITE,
  params: OfUpload.extend({ offset: z.coerce.number().int().min(0) }),
  body: { stream: true, mediaType: "application/octet-stream" },
  answer: { status: 200, body: Upload },
  problems: ["upload-not-found", "upload-not-open", "size-mismatch", "storage-full"],
});

export const completeUpload = endpoint({
  id: "repositories.complete-upload",
  method: "POST",
  path: `${BASE}/uploads/:upload/complete`,
  summary: "Verify and store; repeat it to poll. Success means durable and verified",
  access: WRITE,
  params: OfUpload,
  answer: { status: 200, body: Upload },
  problems: ["upload-not-found", "upload-incomplete", "hash-mismatch", "storage-full"],
});

export const cancelUpload = endpoint({
  id: "repositories.cancel-upload",
  method: "DELETE",
  path: `${BASE}/uploads/:upload`,
  summary: "Give an upload up and free its bytes",
  access: WRITE,
  params: OfUpload,
  answer: { status: 204 },
  problems: ["upload-not-found"],
});
export * from "./survey-endpoints.ts";
export * from "./scan-endpoints.ts";
export * from "./media-endpoints.ts";
export * from "./tensor-endpoints.ts";
export * from "./archive-endpoints.ts";
export * from "./table-endpoints.ts";
export * from "./purge-endpoints.ts";
export * from "./storage-endpoints.ts";
export * from "./restore-endpoints.ts";
export * from "./diff-endpoints.ts";
export * from "./direct-endpoints.ts";
export * from "./connection-endpoints.ts";
export * from "./transfer-endpoints.ts";
