import { Alert, Anchor } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import { stringifySearch } from "../app/search-params.ts";
import { PageLink } from "./page-link.tsx";
import { useIssueText, useProblemText } from "./problem-text.ts";

/** Why a form or an action failed, above its button. Nothing without an error. */
export function ProblemAlert({ error }: { error: unknown }) {
  const describe = useProblemText();
  const issueText = useIssueText();
  if (!error) return null;
  const { title, detail, hint } = describe(error);
  const isUnknown = isProblem(error, "not-onboarded");
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
      {hint && !isUnknown ? <div>{hint}</div> : null}
      {isUnknown ? <ConfirmLink /> : null}
    </Alert>
  );
}

/** To the page where one says who one is, and back. */
function ConfirmLink() {
  const { t } = useTranslation("problem-details");
  const here = useLocation({ select: ({ href }) => href });
  return (
    <Anchor
      component={PageLink}
      href={`/settings/onboarding${stringifySearch({ next: here })}`}
      inherit
    >
      {t("confirmNow")}
    </Anchor>
  );
}
