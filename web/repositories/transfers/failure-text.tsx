import { useTranslation } from "react-i18next";
import { problem, type ProblemCode, PROBLEMS } from "#contract/problems.ts";
import type { StorageFailure } from "#contract/repositories/connection.ts";
import type { NameFault } from "#contract/repositories/transfer.ts";
import { useProblemText } from "../../ui/problem-text.ts";
import classes from "./transfers.module.css";

type FailureTextProps = { failure: StorageFailure & { names?: readonly NameFault[] } };

const REFUSALS = [
  "bucket-missing",
  "key-unknown",
  "secret-wrong",
  "region-wrong",
  "clock",
  "denied",
  "name-too-long",
  "other",
] as const;

/** A failure that was kept, in the reader's language, with the names it is about. */
export function FailureText({ failure }: FailureTextProps) {
  const { t } = useTranslation(["buckets", "problems", "problem-details"]);
  const describe = useProblemText();
  const { detail, extra, names = [] } = failure;
  const code: ProblemCode = isCode(failure.code) ? failure.code : "internal";
  const text = describe(problem(code, { detail, extra }));
  const refusal = REFUSALS.find((reason) => reason === extra["reason"]);
  const isSaidByNames = names.length > 0 && code === "source-changed";
  return (
    <div className={classes.failure}>
      <div>{text.title}</div>
      {refusal ? <div>{t(`refusals.${refusal}`)}</div> : null}
      {refusal || isSaidByNames || !text.detail ? null : <div>{text.detail}</div>}
      {names.length > 0 ? (
        <ul className={classes.names}>
          {names.map(({ name, reason }) => (
            <li key={`${name} ${reason}`}>
              <code>{name}</code> {t(`reasons.${reason}`)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function isCode(code: string): code is ProblemCode {
  return code in PROBLEMS;
}
