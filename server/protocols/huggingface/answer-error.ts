import type { FastifyReply } from "fastify";
import type { Problem, ProblemCode } from "#contract/problems.ts";

/**
 * `X-Error-Code` decides which exception a hub client raises; codes that are not here have none.
 * Source: huggingface_hub `utils/_http.py`, `hf_raise_for_status`.
 */
const HUB_CODES: Partial<Record<ProblemCode, string>> = {
  "not-found": "RepoNotFound",
  "revision-not-found": "RevisionNotFound",
  "entry-not-found": "EntryNotFound",
};

/** The texts that clients compare word for word. */
const HUB_MESSAGES: Partial<Record<ProblemCode, string>> = {
  "not-found": "Repository not found",
  "token-invalid": "Invalid credentials in Authorization header",
  "parent-stale":
    "The branch was updated since you opened this page. Please refresh and try again.",
};

/** A problem in the form of the hub: typed headers (all that HEAD has) and a JSON body. */
export function answerHubError(reply: FastifyReply, error: Problem): FastifyReply {
  const message = HUB_MESSAGES[error.code] ?? error.detail;
  const code = codeOf(error);
  reply.status(error.status).header("cache-control", "no-store");
  reply.header("x-error-message", headerText(message));
  if (code !== undefined) reply.header("x-error-code", code);
  if (typeof error.extra.commit === "string") reply.header("x-repo-commit", error.extra.commit);
  if (error.retryAfterSeconds !== undefined) {
    reply.header("retry-after", String(Math.ceil(error.retryAfterSeconds)));
  }
  if (error.status === 401) reply.header("www-authenticate", 'Bearer realm="Open Gallery"');
  return reply
    .header("content-type", "application/json; charset=utf-8")
    .send(JSON.stringify({ error: withHint(message, error.hint) }));
}

function withHint(message: string, hint: string | undefined): string {
  return hint === undefined ? message : `${message.replace(/\.$/, "")}. ${hint}.`;
}

/** Who may see a repository but not read it stands before a gate: 401 or 403. */
function codeOf({ code, extra }: Problem): string | undefined {
  const isRefusal = code === "forbidden" || code === "not-signed-in";
  return isRefusal && extra.right === "read" ? "GatedRepo" : HUB_CODES[code];
}

/** Header values are visible ASCII: anything else would break the answer. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 500);
}
