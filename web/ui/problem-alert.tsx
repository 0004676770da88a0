import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { isProblem } from "#contract/problems.ts";
import { useIssueText, useProblemText } from "./problem-text.ts";

/** Why a form or an action failed, above its button. Nothing without an error. */
export function ProblemAlert({ error }: { error: unknown }) {
  const describe = useProblemText();
  const issueText = useIssueText();
  if (!error) return null;
  const { title, detail, hint } = describe(error);
  const issues = isProblem(error) ? error.issues : [];
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={title}
      role="alert"
    >
      {issues.length > 0 ? (
        <ul>
          {issues.map((issue) => (
            <li key={`${issue.pointer} ${issue.message}`}>{issueText(issue)}</li>
          ))}
        </ul>
      ) : (
        detail
      )}
      {hint ? <div>{hint}</div> : null}
    </Alert>
  );
}
