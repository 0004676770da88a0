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

const PULL_REQUEST = /^refs\/pr\/([1-9]\d{0,9})$/;

/** Where the commits of a pull request stand. */
export function pullRequestRef(num: number): string {
  return `refs/pr/${num}`;
}

/** The number of the pull request that a full ref name belongs to. */
export function pullRequestOf(ref: string): number | undefined {
  const [, num] = PULL_REQUEST.exec(ref) ?? [];
  return num === undefined ? undefined : Number(num);
}

/** The ref that a writer means: a branch by its short or full name, a pull request by its full one. */
export function writableRef(name: string): string {
  return pullRequestOf(name) === undefined ? branchRef(name.replace(/^refs\/heads\//, "")) : name;
}

/** `refs/heads/feature/x` → `feature/x`. */
export function shortName(ref: string): string {
  return ref.split("/").slice(2).join("/");
}
