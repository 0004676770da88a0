import { useState } from "react";
import { type Issue, isProblem, type ProblemCode } from "#contract/problems.ts";
import { useIssueText, useProblemText } from "./problem-text.ts";

/** The form that failures are told to; `useForm` of Mantine is one. */
type FormErrors = { setErrors: (errors: Record<string, string>) => void };

type FieldProblems = {
  /** Give it to `onError` of the call that the form makes. */
  onError: (error: unknown) => void;
  /** What belongs to no field, for `<ProblemAlert>` above the button. */
  unplaced: unknown;
  clear: () => void;
};

/**
 * Puts a refusal beside the fields it is about: by the JSON pointers of its issues, and by
 * `fieldOfCode` for codes that mean one field ("name-taken" → "name").
 */
export function useFieldProblems(
  form: FormErrors,
  fields: readonly string[],
  fieldOfCode: Partial<Record<ProblemCode, string>> = {},
): FieldProblems {
  const describe = useProblemText();
  const issueText = useIssueText();
  const [unplaced, setUnplaced] = useState<unknown>(null);
  const onError = (error: unknown) => {
    const field = isProblem(error) ? fieldOfCode[error.code] : undefined;
    if (field !== undefined) {
      const { title, hint } = describe(error);
      form.setErrors({ [field]: [title, hint].filter(Boolean).join(". ") });
      setUnplaced(null);
      return;
    }
    const { placed, isAll } = placeIssues(error, fields, issueText);
    if (Object.keys(placed).length > 0) form.setErrors(placed);
    setUnplaced(isAll ? null : error);
  };
  return { onError, unplaced, clear: () => setUnplaced(null) };
}

/**
 * The issues in words by the field that each points into; `isAll` when nothing is left to say.
 * @param textOf gives the words of an issue.
 */
export function placeIssues(
  error: unknown,
  fields: readonly string[],
  textOf: (issue: Issue) => string,
): { placed: Record<string, string>; isAll: boolean } {
  const issues = isProblem(error) ? error.issues : [];
  const placed: Record<string, string> = {};
  let isAll = issues.length > 0;
  for (const issue of issues) {
    const field = issue.pointer.split("/")[1] ?? "";
    if (fields.includes(field)) placed[field] ??= textOf(issue);
    else isAll = false;
  }
  return { placed, isAll };
}
