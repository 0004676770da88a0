import { Loader, Stack } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type {
  Connection,
  ConnectionTest,
  StorageFailure,
} from "#contract/repositories/connection.ts";
import { useChange } from "../../app/gallery.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { FailureText } from "../transfers/failure-text.tsx";
import classes from "../transfers/transfers.module.css";

type DialogProps = { connection: Connection; onClose: () => void };

/** Tries the connection as it opens, and says what it may do. */
export function ConnectionTestDialog({ connection, onClose }: DialogProps) {
  const { t } = useTranslation("buckets");
  const { mutate, data, error } = useChange("repositories.test-connection");
  const { id, name } = connection;
  useEffect(() => mutate({ params: { id } }), [mutate, id]);
  return (
    <Dialog onClose={onClose} title={t("testTitle", { name })} centered>
      <Stack aria-live="polite">
        <ProblemAlert error={error} />
        {data ? <Outcomes test={data} /> : null}
        {data || error ? null : (
          <div className={classes.waiting}>
            <Loader size="sm" /> {t("testing")}
          </div>
        )}
      </Stack>
    </Dialog>
  );
}

function Outcomes({ test }: { test: ConnectionTest }) {
  const { t } = useTranslation("buckets");
  return (
    <>
      <Outcome label={t("testList")} failure={test.list} />
      <Outcome label={t("testWrite")} failure={test.write} />
      <div>
        {t("encryption")}: {t(`encryptions.${test.encryption}`)}
      </div>
    </>
  );
}

function Outcome({ label, failure }: { label: string; failure: StorageFailure | null }) {
  const { t } = useTranslation("buckets");
  const Icon = failure === null ? IconCircleCheck : IconCircleX;
  return (
    <div className={classes.outcome} data-failed={failure !== null || undefined}>
      <Icon size={20} stroke={1.7} aria-hidden="true" />
      <div>
        <strong>{label}</strong>
        {failure === null ? <div>{t("works")}</div> : <FailureText failure={failure} />}
      </div>
    </div>
  );
}
