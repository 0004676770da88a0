import { problem } from "#contract/problems.ts";

const NAME_LIMIT_BYTES = 200;
// git check-ref-format: space, control characters and ~ ^ : ? * [ \ have a meaning in revisions.
const FORBIDDEN = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock\/|\.\//u;

/**
 * Checks the short name of a branch or tag by the rules of git check-ref-format.
 * @throws {Problem} `ref-name-invalid`, naming the rule.
 */
export function checkRefName(name: string): void {
  const reason = refusal(name);
  if (reason !== undefined) {
    throw problem("ref-name-invalid", { detail: `name: ${JSON.stringify(name)} ${reason}` });
  }
}

function refusal(name: string): string | undefined {
  if (name === "") return "is empty";
  if (Buffer.byteLength(name) > NAME_LIMIT_BYTES) return `is longer than ${NAME_LIMIT_BYTES} bytes`;
  if (!name.isWellFormed() || FORBIDDEN.test(name)) return "holds characters that git forbids";
  if (/^[-/.]|[/.]$|\.lock$/.test(name)) return "begins or ends in a way that git forbids";
  if (name === "@" || name === "HEAD" || name.startsWith("refs/")) return "has a meaning in git";
  if (/^[0-9a-f]{40}$/i.test(name)) return "reads as a commit id";
  return undefined;
}

export function branchRef(name: string): string {
  return `refs/heads/${name}`;
}

export function tagRef(name: string): string {
  return `refs/tags/${name}`;
}

/** `refs/heads/feature/x` → `feature/x`. */
export function shortName(ref: string): string {
  return ref.split("/").slice(2).join("/");
}
