import { Alert } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Card } from "#contract/assets/asset.ts";
import { useCardIssueText } from "../card-issue-text.ts";
import classes from "./card-editor.module.css";

type CardIssuesProps = { errors: Card["errors"]; warnings: Card["errors"] };

/** What keeps the card from being saved, and what it could say better; with its lines. */
export function CardIssues({ errors, warnings }: CardIssuesProps) {
  const { t } = useTranslation("editor");
  return (
    <>
      {errors.length > 0 ? (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t("errors")} role="alert">
          <IssueList issues={errors} />
        </Alert>
      ) : null}
      {warnings.length > 0 ? (
        <Alert color="gray" icon={<IconInfoCircle size={18} />} title={t("warnings")}>
          <IssueList issues={warnings} />
        </Alert>
      ) : null}
    </>
  );
}

function IssueList({ issues }: { issues: Card["errors"] }) {
  const textOf = useCardIssueText();
  return (
    <ul className={classes.issues}>
      {issues.map((issue) => (
        <li key={`${issue.line} ${issue.message}`}>{textOf(issue)}</li>
      ))}
    </ul>
  );
}
