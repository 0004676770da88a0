import type { InjectOptions } from "fastify";

/** One call of a protocol on a repository, and the right that it needs. */
export type RepositoryCall = {
  level: number;
  isGit?: boolean;
  /** Whoever may is still asked to sign in. */
  needsAccount?: boolean;
  /** A token for reading is not enough, whatever its account may do. */
  needsWriteScope?: boolean;
  request: (repo: string) => InjectOptions;
};

const json = (payload: object) => ({ payload }) as const;
const get = (url: string) => ({ method: "GET", url }) as const;
const post = (url: string, payload: object) => ({ method: "POST", url, ...json(payload) }) as const;
const NO_FILES = { files: [] };
const HEADER = JSON.stringify({ key: "header", value: { summary: "Try" } });

/** Who may read offers changes and says something, under their own name. */
const CONTRIBUTES = { needsAccount: true, needsWriteScope: true } as const;

/** Every call on a repository by the hub, git and LFS protocols: harmless for whoever may. */
export const REPOSITORY_CALLS: Record<string, RepositoryCall> = {
  info: { level: 1, request: (repo) => get(`/api/models/${repo}`) },
  "info of a revision": { level: 1, request: (repo) => get(`/api/models/${repo}/revision/main`) },
  tree: { level: 1, request: (repo) => get(`/api/models/${repo}/tree/main`) },
  "tree of a folder": { level: 1, request: (repo) => get(`/api/models/${repo}/tree/main/sub`) },
  "paths-info": {
    level: 1,
    request: (repo) => post(`/api/models/${repo}/paths-info/main`, { paths: ["a.txt"] }),
  },
  refs: { level: 1, request: (repo) => get(`/api/models/${repo}/refs`) },
  commits: { level: 1, request: (repo) => get(`/api/models/${repo}/commits/main`) },
  "auth-check": { level: 2, request: (repo) => get(`/api/models/${repo}/auth-check`) },
  resolve: { level: 2, request: (repo) => get(`/${repo}/resolve/main/a.txt`) },
  raw: { level: 2, request: (repo) => get(`/${repo}/raw/main/a.txt`) },
  "LFS download": {
    level: 2,
    isGit: true,
    request: (repo) =>
      post(`/${repo}.git/info/lfs/objects/batch`, { operation: "download", objects: [] }),
  },
  "git fetch, refs": {
    level: 2,
    isGit: true,
    request: (repo) => get(`/${repo}.git/info/refs?service=git-upload-pack`),
  },
  "git fetch": {
    level: 2,
    isGit: true,
    request: (repo) => ({ method: "POST", url: `/${repo}.git/git-upload-pack`, payload: "0000" }),
  },
  "git push, refs": {
    level: 3,
    isGit: true,
    request: (repo) => get(`/${repo}.git/info/refs?service=git-receive-pack`),
  },
  "git push": {
    level: 3,
    isGit: true,
    request: (repo) => ({ method: "POST", url: `/${repo}.git/git-receive-pack`, payload: "0000" }),
  },
  "xet read token": {
    level: 2,
    request: (repo) => get(`/api/models/${repo}/xet-read-token/main`),
  },
  "xet write token": {
    level: 3,
    request: (repo) => get(`/api/models/${repo}/xet-write-token/main`),
  },
  "auth-check/write": { level: 3, request: (repo) => get(`/api/models/${repo}/auth-check/write`) },
  preupload: { level: 3, request: (repo) => post(`/api/models/${repo}/preupload/main`, NO_FILES) },
  commit: {
    level: 3,
    request: (repo) => ({
      method: "POST",
      url: `/api/models/${repo}/commit/main`,
      headers: { "content-type": "application/x-ndjson" },
      payload: HEADER,
    }),
  },
  "new branch": { level: 3, request: (repo) => post(`/api/models/${repo}/branch/main`, {}) },
  "deleted branch": {
    level: 3,
    request: (repo) => ({ method: "DELETE", url: `/api/models/${repo}/branch/none` }),
  },
  "new tag": { level: 3, request: (repo) => post(`/api/models/${repo}/tag/main`, { tag: "-" }) },
  "deleted tag": {
    level: 3,
    request: (repo) => ({ method: "DELETE", url: `/api/models/${repo}/tag/none` }),
  },
  "LFS upload": {
    level: 2,
    isGit: true,
    ...CONTRIBUTES,
    request: (repo) =>
      post(`/${repo}.git/info/lfs/objects/batch`, { operation: "upload", objects: [] }),
  },
  discussions: { level: 2, request: (repo) => get(`/api/models/${repo}/discussions`) },
  "a discussion": {
    level: 2,
    request: (repo) => get(`/api/models/${repo}/discussions/999?diff=1`),
  },
  "new discussion": {
    level: 2,
    ...CONTRIBUTES,
    request: (repo) =>
      post(`/api/models/${repo}/discussions`, { title: "Asked", description: "Again" }),
  },
  ...Object.fromEntries(
    Object.entries({
      comment: { comment: "Said" },
      title: { title: "Said" },
      status: { status: "closed" },
      "comment/abc/edit": { content: "Said" },
      "comment/abc/hide": {},
    }).map(([resource, body]): [string, RepositoryCall] => [
      `discussion, ${resource}`,
      {
        level: 2,
        ...CONTRIBUTES,
        request: (repo) => post(`/api/models/${repo}/discussions/999/${resource}`, body),
      },
    ]),
  ),
  "discussion, merge": {
    level: 3,
    request: (repo) => post(`/api/models/${repo}/discussions/999/merge`, {}),
  },
  "preupload for a pull request": {
    level: 2,
    ...CONTRIBUTES,
    request: (repo) => post(`/api/models/${repo}/preupload/main?create_pr=1`, NO_FILES),
  },
  "xet write token for a pull request": {
    level: 2,
    ...CONTRIBUTES,
    request: (repo) => get(`/api/models/${repo}/xet-write-token/None?create_pr=1`),
  },
  "commit to a pull request that is not there": {
    level: 2,
    ...CONTRIBUTES,
    request: (repo) => ({
      method: "POST",
      url: `/api/models/${repo}/commit/${encodeURIComponent("refs/pr/999")}`,
      headers: { "content-type": "application/x-ndjson" },
      payload: HEADER,
    }),
  },
  likers: { level: 1, request: (repo) => get(`/api/models/${repo}/likers`) },
  "ask for access": {
    level: 1,
    needsAccount: true,
    needsWriteScope: true,
    request: (repo) => post(`/api/models/${repo}/ask-access`, { none: "asked" }),
  },
  "ask for access by form": {
    level: 1,
    needsAccount: true,
    needsWriteScope: true,
    request: (repo) => post(`/${repo}/ask-access`, { none: "asked" }),
  },
  "shared LFS files": {
    level: 2,
    request: (repo) => post(`/api/models/${repo}/lfs-files/duplicate`, { target: {}, files: [] }),
  },
  duplicate: {
    level: 2,
    needsAccount: true,
    request: (repo) => post(`/api/models/${repo}/duplicate`, { repository: "no spaces" }),
  },
  "LFS files": { level: 3, request: (repo) => get(`/api/models/${repo}/lfs-files`) },
  "super-squash": {
    level: 3,
    request: (repo) => post(`/api/models/${repo}/super-squash/none`, {}),
  },
  "deleted LFS files": {
    level: 4,
    request: (repo) =>
      post(`/api/models/${repo}/lfs-files/batch`, { deletions: { sha: ["0".repeat(64)] } }),
  },
  "access requests": {
    level: 4,
    request: (repo) => get(`/api/models/${repo}/user-access-request/pending`),
  },
  "handled access request": {
    level: 4,
    request: (repo) =>
      post(`/api/models/${repo}/user-access-request/handle`, { user: "-", status: "pending" }),
  },
  "granted access": {
    level: 4,
    request: (repo) => post(`/api/models/${repo}/user-access-request/grant`, { user: "-" }),
  },
  settings: {
    level: 4,
    request: (repo) => ({ method: "PUT", url: `/api/models/${repo}/settings`, ...json({}) }),
  },
};
