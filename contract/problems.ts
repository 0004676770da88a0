import type { IssueParams } from "./issues.ts";

/**
 * The one registry of problem codes. A code is stable, is the key of its translation, and fixes the
 * HTTP status; the text of one occurrence goes into `detail`. Source: RFC 9457.
 */
export const PROBLEMS = {
  // any word
  "validation-failed": { status: 400, title: "The request is not valid" },
  "not-signed-in": { status: 401, title: "Sign in first" },
  forbidden: { status: 403, title: "You may not do this" },
  "not-found": { status: 404, title: "Not found" },
  "method-not-allowed": { status: 405, title: "This method is not allowed here" },
  conflict: { status: 409, title: "Something changed in between" },
  "body-too-large": { status: 413, title: "The request body is too large" },
  "unsupported-media-type": { status: 415, title: "This media type is not supported" },
  "request-timeout": { status: 408, title: "The request did not arrive in time" },
  "headers-too-large": { status: 431, title: "The headers of the request are too large" },
  "rate-limited": { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "The server made a mistake" },
  unavailable: { status: 503, title: "The server cannot answer now" },
  "idempotency-key-reused": { status: 422, title: "This idempotency key was used differently" },
  // protocols
  "call-unknown": { status: 404, title: "This call is not offered" },
  // accounts
  "name-taken": { status: 409, title: "This name is taken" },
  "name-reserved": { status: 409, title: "This name is reserved" },
  "email-taken": { status: 409, title: "This e-mail address has an account" },
  "credentials-wrong": { status: 401, title: "Name or password is wrong" },
  "token-invalid": { status: 401, title: "Invalid credentials in Authorization header" },
  "token-scope-too-small": { status: 403, title: "This token may not do this" },
  "setup-code-required": { status: 403, title: "The setup code is missing or wrong" },
  "sign-up-closed": { status: 403, title: "Sign-up is closed" },
  "account-suspended": { status: 403, title: "This account is suspended" },
  "email-code-wrong": { status: 422, title: "This code is wrong or no longer valid" },
  "not-onboarded": { status: 403, title: "Confirm your nickname and e-mail address first" },
  "provider-unavailable": { status: 503, title: "The sign-in provider cannot be reached" },
  "external-sign-in-failed": { status: 422, title: "This sign-in could not be completed" },
  "external-login-taken": { status: 409, title: "This sign-in belongs to another account" },
  "external-logins-full": { status: 409, title: "Your account has too many sign-ins" },
  "last-way-in": { status: 409, title: "Set a password first: this is your only way in" },
  "organisations-owned": { status: 409, title: "Organisations need another owner first" },
  "heir-unfit": { status: 422, title: "The assets cannot go there" },
  "sign-in-again": { status: 403, title: "Sign in again first" },
  "last-owner": { status: 409, title: "An organisation needs an owner" },
  "last-administrator": { status: 409, title: "The gallery needs an administrator" },
  // repositories
  "revision-not-found": { status: 404, title: "This revision does not exist" },
  "entry-not-found": { status: 404, title: "This file or folder does not exist" },
  "upload-not-found": { status: 404, title: "This upload does not exist" },
  "path-invalid": { status: 422, title: "This path is not allowed" },
  "path-conflict": { status: 409, title: "A file and a folder cannot share a name" },
  "ref-name-invalid": { status: 422, title: "This branch or tag name is not allowed" },
  "ref-exists": { status: 409, title: "This branch or tag exists already" },
  "ref-protected": { status: 403, title: "This branch or tag is protected" },
  "parent-stale": { status: 412, title: "The branch was updated since you opened this page" },
  "file-too-large": { status: 413, title: "This file is too large" },
  "repository-full": { status: 413, title: "The repository would become too large" },
  "quota-exceeded": { status: 413, title: "The owner's storage quota is used up" },
  "file-closed": { status: 403, title: "This file is closed until a reviewer has decided" },
  "content-purged": { status: 410, title: "This content was purged" },
  "purge-blocked": { status: 409, title: "What is to be purged is still in use" },
  "purge-plan-stale": { status: 412, title: "The repository changed since the purge was planned" },
  "history-too-long": { status: 422, title: "The history is too long to be searched at once" },
  "too-many-files": { status: 413, title: "Too many files in one commit" },
  "content-unknown": { status: 422, title: "This content was not uploaded" },
  "hash-mismatch": { status: 422, title: "The bytes do not have the declared SHA-256" },
  "size-mismatch": { status: 422, title: "The bytes do not have the declared size" },
  "upload-not-open": { status: 409, title: "This upload no longer takes bytes" },
  "upload-incomplete": { status: 409, title: "Parts of this upload are missing" },
  "range-not-satisfiable": { status: 416, title: "This range lies outside the file" },
  "storage-full": { status: 507, title: "The storage is full" },
  "preview-unreadable": { status: 422, title: "This file cannot be shown" },
  "table-too-heavy": { status: 422, title: "This table is too large for that" },
  "connection-not-found": { status: 404, title: "This storage connection does not exist" },
  "connection-name-taken": { status: 409, title: "You have a storage connection of this name" },
  "connection-in-use": { status: 409, title: "Something is running over this storage connection" },
  "connections-full": { status: 409, title: "You have too many storage connections" },
  "endpoint-refused": { status: 422, title: "The gallery does not connect to this endpoint" },
  "bucket-refused": { status: 422, title: "The object storage refuses this" },
  "bucket-unreachable": { status: 422, title: "The object storage cannot be reached" },
  "bucket-full": { status: 422, title: "The object storage is full" },
  "bucket-encrypted": { status: 422, title: "The bucket is encrypted with a key of its owner" },
  "source-empty": { status: 422, title: "There is nothing at this path" },
  "source-too-large": { status: 413, title: "The source is larger than an import may be" },
  "source-names-invalid": { status: 422, title: "The source has names that cannot be imported" },
  "source-changed": { status: 409, title: "The source changed while it was imported" },
  "source-not-expected": { status: 409, title: "The source is not what its version was" },
  "transfer-not-found": { status: 404, title: "This import or delivery does not exist" },
  "transfer-state-wrong": { status: 409, title: "Its state does not allow this" },
  "transfers-full": { status: 429, title: "Too much is running for you already" },
  // assets
  "asset-name-taken": { status: 409, title: "An asset of this kind has this name" },
  "confirmation-wrong": { status: 422, title: "The typed confirmation does not match" },
  "card-invalid": { status: 422, title: "The card's metadata is not valid" },
  "asset-unknown": { status: 404, title: "There is no asset with this ID" },
  "gate-absent": { status: 400, title: "Access to this asset need not be asked for" },
  "access-request-not-found": { status: 404, title: "This account has not asked for access" },
  "access-request-decided": { status: 409, title: "Your request has been decided by now" },
  "access-request-changed": { status: 409, title: "Somebody else has decided meanwhile" },
  "delegate-unfit": { status: 422, title: "This account cannot decide on requests here" },
  "access-rejected": { status: 403, title: "Your request for access was rejected" },
  "category-unknown": { status: 422, title: "This category does not exist" },
  "category-name-taken": { status: 409, title: "A category beside it has this name" },
  "category-circle": { status: 409, title: "A category cannot be moved below itself" },
  "category-in-use": { status: 409, title: "This category is still in use" },
  "too-many-categories": { status: 409, title: "There are too many categories" },
  "cover-not-found": { status: 404, title: "This asset has no cover" },
  "cover-invalid": { status: 422, title: "This picture cannot be a cover" },
  // publishing
  "listing-state-wrong": { status: 409, title: "The listing's state does not allow this" },
  "visibility-cannot-narrow": {
    status: 403,
    title: "Visibility can only be widened: unlist instead",
  },
  "review-not-found": { status: 404, title: "This review does not exist" },
  "review-closed": { status: 409, title: "This review was decided already" },
  "review-changed": { status: 409, title: "Another commit has come to be reviewed" },
  "review-barred": { status: 403, title: "Another reviewer must decide about this" },
  "review-blocked": { status: 409, title: "A check forbids the approval" },
  "review-required": { status: 403, title: "What becomes visible to others is reviewed first" },
  "version-not-found": { status: 404, title: "This version does not exist" },
  "version-exists": { status: 409, title: "This version exists already" },
  "version-state-wrong": { status: 409, title: "The version's status does not allow this" },
  "last-version": { status: 409, title: "The only available version stays" },
  "asset-subscribed": { status: 409, title: "An asset with subscribers can only be unlisted" },
  "consent-missing": { status: 422, title: "The agreements must be accepted" },
  "agreement-outdated": { status: 409, title: "The agreement has changed since you read it" },
  "agreement-version-stale": {
    status: 412,
    title: "A newer version of this agreement was written",
  },
  "agreement-in-force": { status: 409, title: "This version of the agreement is in force" },
  "sensitive-words": { status: 422, title: "The text holds words that are not allowed here" },
  // operations
  "word-list-full": { status: 409, title: "The list of words would become too long" },
  // subscriptions
  "subscription-not-offered": { status: 409, title: "This kind of asset has no subscribers" },
  "own-asset": { status: 409, title: "This asset is your own" },
  "already-subscribed": { status: 409, title: "You have a subscription to this asset" },
  "asset-not-published": { status: 409, title: "This asset is not on the shelf" },
  "access-needed": { status: 403, title: "Access to this asset must be asked for first" },
  "subscription-not-found": { status: 404, title: "You have no such subscription" },
  "subscription-over": { status: 409, title: "This subscription is over" },
  "subscription-not-cancellable": { status: 409, title: "A skill cannot be cancelled" },
  // workbench
  "dataset-not-found": { status: 404, title: "You have no such dataset in the workbench" },
  "dataset-name-taken": { status: 409, title: "You have a dataset of this name in the workbench" },
  "dataset-paths": {
    status: 422,
    title: "The output path must not be the input path or lie below it",
  },
  "datasets-full": { status: 409, title: "You have too many datasets in the workbench" },
  "dataset-version-not-found": { status: 404, title: "The dataset has no such version" },
  "dataset-versions-full": { status: 409, title: "The dataset has too many versions" },
  // community
  "discussion-not-found": { status: 404, title: "This discussion does not exist" },
  "comment-not-found": { status: 404, title: "This comment does not exist" },
  "comment-gone": { status: 409, title: "This comment was taken away" },
  "notices-off": { status: 403, title: "Switch on notices by e-mail first" },
  "report-not-found": { status: 404, title: "This report does not exist" },
  "report-closed": { status: 409, title: "These reports were decided already" },
  "report-option-wrong": { status: 422, title: "This cannot be decided here" },
  "already-reported": { status: 409, title: "You have reported this already" },
  "discussions-off": { status: 403, title: "Discussions are switched off here" },
  "discussion-state-wrong": { status: 409, title: "The discussion's state does not allow this" },
  "relation-unfit": { status: 422, title: "These assets cannot be linked" },
  "relation-refused": { status: 409, title: "The owner of the other asset took this link away" },
  "relation-limit": { status: 409, title: "This asset has too many links" },
  "discussion-full": { status: 409, title: "This discussion has become too long" },
  "merge-conflict": { status: 409, title: "The changes conflict with the base branch" },
  "contribution-too-large": { status: 413, title: "Pull requests bring too many bytes" },
  "drafts-full": { status: 409, title: "You have as many drafts as there may be" },
  "draft-changed": { status: 409, title: "This draft was changed somewhere else" },
  "article-changed": { status: 409, title: "The article was changed since the draft was begun" },
  "attachment-refused": { status: 422, title: "This file cannot be attached" },
  "attachments-full": { status: 409, title: "The article has as many files as there may be" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One thing that is wrong with the input. `pointer` is a JSON pointer (RFC 6901) into it. */
export type Issue = {
  pointer: string;
  message: string;
  /** One of `ISSUE_CODES` where it is a common one. */
  code?: string;
  /** What the words of a code need: limits and names. */
  params?: IssueParams;
};

export type ProblemOptions = {
  /** What is wrong this time, naming the field and the limit. Shown to people. */
  detail?: string;
  /** What to do about it. */
  hint?: string;
  issues?: Issue[];
  /** Machine-readable members of this occurrence, e.g. `{ head: "…" }`. */
  extra?: Record<string, unknown>;
  retryAfterSeconds?: number;
  cause?: unknown;
};

/** The one error that server and SDK throw; everything else is a bug. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly hint: string | undefined;
  readonly issues: Issue[];
  readonly extra: Record<string, unknown>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    const { status, title } = PROBLEMS[code];
    super(options.detail ?? title, { cause: options.cause });
    this.name = "Problem";
    this.code = code;
    this.status = status;
    this.title = title;
    this.detail = options.detail ?? title;
    this.hint = options.hint;
    this.issues = options.issues ?? [];
    this.extra = options.extra ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export function problem(code: ProblemCode, options?: ProblemOptions): Problem {
  return new Problem(code, options);
}

export function isProblem(error: unknown, code?: ProblemCode): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code);
}

/** The RFC 9457 document, media type `application/problem+json`. */
export type ProblemDocument = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  hint?: string;
  issues?: Issue[];
  requestId?: string;
} & Record<string, unknown>;

export function toDocument(error: Problem, requestId?: string): ProblemDocument {
  return {
    ...error.extra,
    type: `urn:gallery:problem:${error.code}`,
    title: error.title,
    status: error.status,
    detail: error.detail,
    code: error.code,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.issues.length === 0 ? {} : { issues: error.issues }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

const DOCUMENT_MEMBERS = new Set([
  "type",
  "title",
  "status",
  "detail",
  "code",
  "hint",
  "issues",
  "requestId",
]);

/** Turns a received document back into the Problem that the server threw. */
export function fromDocument(document: ProblemDocument, retryAfterSeconds?: number): Problem {
  const code = document.code in PROBLEMS ? document.code : "internal";
  const extra = Object.entries(document).filter(([member]) => !DOCUMENT_MEMBERS.has(member));
  return new Problem(code, {
    detail: document.detail,
    ...(document.hint === undefined ? {} : { hint: document.hint }),
    ...(document.issues === undefined ? {} : { issues: document.issues }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    extra: Object.fromEntries(extra),
  });
}
