import { Alert } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PurgeBlocker, PurgePlan, PurgeTarget } from "#contract/repositories/purge.ts";
import { Bytes, Count } from "../../ui/values.tsx";
import classes from "./storage.module.css";

const BLOCKED = {
  branch: "blockedBranch",
  tag: "blockedTag",
  version: "blockedVersion",
} as const satisfies Record<PurgeBlocker["kind"], string>;

/** What a purge would make unreadable, in numbers and names. */
export function PurgePlanFacts({ plan, target }: { plan: PurgePlan; target: PurgeTarget }) {
  const { t } = useTranslation("storage");
  if (plan.blockers.length > 0) return <Blockers blockers={plan.blockers} />;
  if (plan.largeFiles + plan.smallFiles === 0) {
    return (
      <div className={classes.plan} aria-live="polite">
        <strong>{t("planNothing")}</strong>
        <p className={classes.quiet}>
          {t(target.kind === "history" ? "planNothingText" : "planNothingPaths")}
        </p>
      </div>
    );
  }
  const revisions = target.kind === "history" ? "planHistory" : "planRevisions";
  return (
    <div className={classes.plan} aria-live="polite">
      <p>{t(revisions, { count: plan.revisions })}</p>
      <dl className={classes.figures}>
        <dt>{t("planFiles")}</dt>
        <dd>
          <Count value={plan.largeFiles} />
        </dd>
        <dt>{t("planSmall")}</dt>
        <dd>
          <Count value={plan.smallFiles} />
        </dd>
        {plan.sharedBytes > 0 ? (
          <>
            <dt>
              {t("planShared")}: {plan.sharedWith.map(({ name }) => name).join(", ")}
            </dt>
            <dd>
              <Bytes value={plan.sharedBytes} />
            </dd>
          </>
        ) : null}
        <dt data-total>{t("planFrees")}</dt>
        <dd data-total>
          <Bytes value={plan.freedBytes} />
        </dd>
      </dl>
      {plan.largest.length > 0 ? (
        <ul className={classes.names}>
          {plan.largest.map(({ path, sha256, sizeBytes }) => (
            <li key={sha256}>
              {path} <Bytes value={sizeBytes} />
            </li>
          ))}
        </ul>
      ) : null}
      {plan.keptFiles > 0 ? <p>{t("planKept", { count: plan.keptFiles })}</p> : null}
      {plan.keepers.length > 0 ? (
        <p className={classes.quiet}>{t("planKeepers", { names: plan.keepers.join(", ") })}</p>
      ) : null}
    </div>
  );
}

function Blockers({ blockers }: { blockers: readonly PurgeBlocker[] }) {
  const { t } = useTranslation("storage");
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconLock size={18} />}
      title={<span className={classes.blocked}>{t("blocked")}</span>}
    >
      <ul className={classes.names}>
        {blockers.map(({ ref, name, kind, path }) => (
          <li key={`${ref} ${path}`}>{t(BLOCKED[kind], { name, path })}</li>
        ))}
      </ul>
    </Alert>
  );
}
