import type { EndpointMap } from "#contract/endpoints.ts";

/** What a request of the permission matrix is made of, beside the address of an asset. */
export type EndpointSample = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  bytes?: Buffer;
};

const ZEROS = "0".repeat(40);
const NOBODY = "nobody-at-all";

/**
 * One harmless request for every endpoint: valid input, so that the permission decides, and nothing
 * changes even for those who may (a confirmation that is wrong, a thing that is not there). The type
 * demands a row for each endpoint of the contract: a new one without a row does not compile.
 */
export const ENDPOINT_SAMPLES: Record<keyof EndpointMap, EndpointSample> = {
  "accounts.sign-up": { body: { name: "api", email: "a@example.org", password: "long enough" } },
  "accounts.sign-in": { body: { login: NOBODY, password: "not the password" } },
  "accounts.sign-out": {},
  "accounts.get-session": {},
  "accounts.edit-account": { body: {} },
  "accounts.set-avatar": { bytes: Buffer.from("no image") },
  "accounts.remove-avatar": {},
  "accounts.get-avatar": { params: { owner: NOBODY } },
  "accounts.change-password": { body: { currentPassword: "wrong", newPassword: "long enough" } },
  "accounts.list-sessions": {},
  "accounts.revoke-session": { params: { id: NOBODY } },
  "accounts.list-tokens": {},
  "accounts.create-token": {
    body: {
      name: "t",
      scope: "fine-grained",
      repositories: [{ kind: "model", owner: NOBODY, name: "none", right: "read" }],
    },
  },
  "accounts.revoke-token": { params: { id: NOBODY } },
  "accounts.list-access-keys": {},
  "accounts.create-access-key": { body: { name: "key", scope: "read" } },
  "accounts.revoke-access-key": { params: { id: NOBODY } },
  "accounts.exchange-access-key": { body: { accessKey: NOBODY, secretKey: "wrong" } },
  "accounts.find-people": { query: { q: NOBODY } },
  "accounts.get-profile": { params: { owner: NOBODY } },
  "accounts.create-organisation": { body: { name: "api", nickname: "" } },
  "accounts.edit-organisation": { params: { owner: NOBODY }, body: {} },
  "accounts.list-members": { params: { owner: NOBODY } },
  "accounts.set-member": {
    params: { owner: NOBODY, account: NOBODY },
    body: { role: "member" },
  },
  "accounts.remove-member": { params: { owner: NOBODY, account: NOBODY } },
  "repositories.list-refs": {},
  "repositories.get-file-scan": { params: { revision: "main", path: "README.md" } },
  "repositories.get-scan-summary": {},
  "repositories.create-branch": { body: { name: "bad..name" } },
  "repositories.delete-branch": { params: { path: "none" } },
  "repositories.create-tag": { body: { name: "bad..name" } },
  "repositories.delete-tag": { params: { path: "none" } },
  "repositories.list-tree": { params: { revision: "main" } },
  "repositories.get-file": { params: { revision: "main", path: "README.md" } },
  "repositories.get-content": { params: { revision: "main", path: "README.md" } },
  "repositories.get-archive": { params: { revision: "main" } },
  "repositories.get-notebook": { params: { revision: "main", path: "README.md" } },
  "repositories.list-media": { params: { revision: "main" } },
  "repositories.list-commits": { params: { revision: "main" } },
  "repositories.get-commit": { params: { revision: "main" } },
  "repositories.create-commit": {
    body: { title: "none", operations: [{ op: "delete", path: "none" }] },
  },
  "repositories.restore-revision": { body: { revision: ZEROS } },
  "repositories.plan-restore": { params: { revision: "main" } },
  "repositories.plan-purge": { body: { target: { kind: "history" } } },
  "repositories.purge-contents": {
    body: { target: { kind: "history" }, plan: "0".repeat(64), confirmation: "not this one" },
  },
  "repositories.list-purges": {},
  "repositories.get-storage": {},
  "repositories.list-stored-files": {},
  "repositories.get-owner-storage": { params: { owner: NOBODY } },
  "repositories.list-owner-repositories": { params: { owner: NOBODY } },
  "repositories.list-storage-owners": {},
  "repositories.set-quota": {
    params: { owner: NOBODY },
    body: { quota: { kind: "default" } },
  },
  "repositories.open-upload": { body: { path: "../outside", sizeBytes: 1 } },
  "repositories.list-uploads": {},
  "repositories.get-upload": { params: { upload: NOBODY } },
  "repositories.write-upload-part": {
    params: { upload: NOBODY, offset: "0" },
    bytes: Buffer.from("x"),
  },
  "repositories.address-upload-parts": {
    params: { upload: NOBODY },
    body: { parts: [{ start: 0, end: 1, crc32: "AAAAAA==" }] },
  },
  "repositories.complete-upload": { params: { upload: NOBODY } },
  "repositories.find-entries": { params: { revision: "main" }, body: { paths: ["none"] } },
  "repositories.find-contents": { body: { sha256s: [] } },
  "repositories.compare-revisions": { params: { revision: "main" }, query: { base: "main" } },
  "repositories.compare-file": {
    params: { revision: "main", path: "README.md" },
    query: { base: "main" },
  },
  "repositories.list-archive": { params: { revision: "main", path: "none.zip" } },
  "repositories.list-table-rows": { params: { revision: "main", path: "none.csv" } },
  "repositories.count-table-rows": { params: { revision: "main", path: "none.csv" } },
  "repositories.get-table-statistics": { params: { revision: "main", path: "none.csv" } },
  "repositories.get-table-cell": {
    params: { revision: "main", path: "none.csv" },
    query: { at: "0", column: "0" },
  },
  "repositories.get-tensor-summary": { params: { revision: "main", path: "none.onnx" } },
  "repositories.list-tensors": { params: { revision: "main", path: "none.onnx" } },
  "repositories.compare-tensors": {
    params: { revision: "main", path: "none.onnx" },
    query: { base: "main" },
  },
  "repositories.cancel-upload": { params: { upload: NOBODY } },
  "assets.search-assets": {},
  "assets.create-asset": { body: { kind: "model", owner: NOBODY, name: "none" } },
  "assets.get-asset": {},
  "assets.delete-asset": { query: { confirmation: "not this one" } },
  "assets.rename-asset": { body: { owner: "acme", name: "taken" } },
  "assets.get-card": {},
  "assets.get-checks": {},
  "assets.edit-card": { body: { source: "---\nlicense: [\n---\n" } },
  "assets.check-card": { body: { kind: "model", source: "" } },
  "assets.add-favourite": {},
  "assets.remove-favourite": {},
  "assets.list-favourites": {},
  "assets.count-favourites": {},
  "assets.list-own-assets": {},
  "assets.list-namespace-assets": { params: { owner: NOBODY } },
  "publishing.get-listing": {},
  "publishing.publish-asset": {
    body: {
      visibility: "restricted",
      audience: [NOBODY],
      description: "d",
      licence: "mit",
      acceptsAgreements: true,
    },
  },
  "publishing.retry-publishing": {},
  "publishing.withdraw-listing": {},
  "publishing.unlist-asset": {},
  "publishing.relist-asset": {},
  "publishing.change-visibility": { body: { audience: [NOBODY] } },
  "community.get-board": {},
  "community.edit-board": { body: { isOpen: true } },
  "community.list-discussions": {},
  "community.create-discussion": { body: { title: "Asked", body: "Again" } },
  "community.create-pull-request": { body: { title: "None", body: "No", baseBranch: "none" } },
  "community.get-discussion": { params: { num: "999999" } },
  "community.list-discussion-events": { params: { num: "999999" } },
  "community.rename-discussion": { params: { num: "999999" }, body: { title: "None" } },
  "community.change-discussion-status": { params: { num: "999999" }, body: { status: "closed" } },
  "community.add-comment": { params: { num: "999999" }, body: { body: "Said" } },
  "community.edit-comment": {
    params: { num: "999999", comment: NOBODY },
    body: { body: "Said" },
  },
  "community.hide-comment": { params: { num: "999999", comment: NOBODY } },
  "community.list-comment-versions": { params: { num: "999999", comment: NOBODY } },
  "community.get-pull-request-changes": { params: { num: "999999" } },
  "community.merge-pull-request": { params: { num: "999999" }, body: {} },
  "community.delete-pull-request-changes": { params: { num: "999999" } },
  "operations.get-site": {},
  "operations.list-captured-mails": {},
  "operations.list-audit-events": {},
};
