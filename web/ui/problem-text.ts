import { useTranslation } from "react-i18next";
import { isProblem, PROBLEMS, type ProblemCode } from "#contract/problems.ts";

export type ProblemText = {
  title: string;
  /** What the server said of this occurrence, where it says more than the title. */
  detail: string | undefined;
  hint: string | undefined;
};

/** Turns any error into words in the reader's language. */
export function useProblemText(): (error: unknown) => ProblemText {
  const { t } = useTranslation("problems");
  return (error) => {
    const code: ProblemCode = isProblem(error) ? error.code : "internal";
    const title = t(code);
    if (!isProblem(error)) return { title, detail: undefined, hint: undefined };
    const isTitle = error.detail === PROBLEMS[code].title || error.detail === title;
    return { title, detail: isTitle ? undefined : error.detail, hint: error.hint };
  };
}
