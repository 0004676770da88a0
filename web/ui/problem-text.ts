import { useTranslation } from "react-i18next";
import { isIssueCode } from "#contract/issues.ts";
import { type Issue, isProblem, PROBLEMS, type ProblemCode } from "#contract/problems.ts";

export type ProblemText = {
  title: string;
  /** What the server said of this occurrence, where it says more than the title. */
  detail: string | undefined;
  hint: string | undefined;
};

/** Turns any error into words in the reader's language. */
export function useProblemText(): (error: unknown) => ProblemText {
  // Both at once: a page waits for the words of its failures one time.
  const { t } = useTranslation(["problems", "issues"]);
  const issueText = useIssueText();
  return (error) => {
    const code: ProblemCode = isProblem(error) ? error.code : "internal";
    const title = t(code);
    if (!isProblem(error)) return { title, detail: undefined, hint: undefined };
    const [issue] = error.issues;
    if (issue && isIssueCode(issue.code)) {
      return { title, detail: issueText(issue), hint: error.hint };
    }
    const isTitle = error.detail === PROBLEMS[code].title || error.detail === title;
    return { title, detail: isTitle ? undefined : error.detail, hint: error.hint };
  };
}

/** What is wrong with one field; the server's own English words where it has no common code. */
export function useIssueText(): (issue: Issue) => string {
  const { t } = useTranslation("issues");
  return ({ code, message, params }) => (isIssueCode(code) ? t(code, params ?? {}) : message);
}
