import { useTranslation } from "react-i18next";
import { isIssueCode } from "#contract/issues.ts";
import {
  type Issue,
  isProblem,
  type Problem,
  PROBLEMS,
  type ProblemCode,
} from "#contract/problems.ts";
import { formatBytes, formatExact } from "./format.ts";
import { DETAIL_MEMBERS, hasDetail, hasHint } from "./problem-details.ts";

export type ProblemText = {
  title: string;
  /** What the server said of this occurrence, where it says more than the title. */
  detail: string | undefined;
  hint: string | undefined;
};

/** Turns any error into words in the reader's language. */
export function useProblemText(): (error: unknown) => ProblemText {
  // All at once: a page waits for the words of its failures one time.
  const { t } = useTranslation(["problems", "issues", "problem-details"]);
  const issueText = useIssueText();
  const detailText = useDetailText();
  return (error) => {
    const code: ProblemCode = isProblem(error) ? error.code : "internal";
    const title = t(code);
    if (!isProblem(error)) return { title, detail: undefined, hint: undefined };
    const isOwnHint = error.hint !== undefined && hasHint(code);
    const hint = isOwnHint ? t(`problem-details:hints.${code}`, error.extra) : error.hint;
    const [issue] = error.issues;
    if (issue && isIssueCode(issue.code)) return { title, detail: issueText(issue), hint };
    return { title, detail: detailText(error, title), hint };
  };
}

/** What is known of one occurrence, from its members; else what the server says of it. */
function useDetailText(): (error: Problem, title: string) => string | undefined {
  const { t, i18n } = useTranslation("problem-details");
  return (error, title) => {
    const { code, detail, extra, retryAfterSeconds } = error;
    if (detail === PROBLEMS[code].title || detail === title) return undefined;
    if (!hasDetail(code)) return detail;
    const members: Record<string, unknown> = { ...extra, retryAfterSeconds };
    const params = DETAIL_MEMBERS[code].map((name) => [
      name,
      shownMember(name, members[name], i18n.language),
    ]);
    if (params.some(([, shown]) => shown === undefined)) return detail;
    return t(`details.${code}`, Object.fromEntries(params));
  };
}

function shownMember(name: string, value: unknown, language: string): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "number") return undefined;
  return name.endsWith("Bytes") ? formatBytes(value, language) : formatExact(value, language);
}

/** What is wrong with one field; the server's own English words where it has no common code. */
export function useIssueText(): (issue: Issue) => string {
  const { t } = useTranslation("issues");
  return ({ code, message, params }) => (isIssueCode(code) ? t(code, params ?? {}) : message);
}
