import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Transfer, TransferState } from "#contract/repositories/transfer.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { CancelDialog } from "./cancel-dialog.tsx";
import { FailureText } from "./failure-text.tsx";
import { TransferProgress } from "./transfer-progress.tsx";
import classes from "./transfers.module.css";
import type { TransferMoves } from "./use-transfer-moves.ts";

const COLOURS: Record<TransferState, string> = {
  queued: "gray",
  running: "accent",
  done: "green",
  failed: "red",
  cancelled: "gray",
};

type TransferRowProps = {
  transfer: Transfer;
  /** What it is called in this list, perhaps as a link. */
  title: ReactNode;
  moves: TransferMoves;
  /** More facts, each in a span. */
  children?: ReactNode;
};

/** An import or a delivery: its state in words and colour, how far it is, what one may do. */
export function TransferRow({ transfer, title, moves, children }: TransferRowProps) {
  const { t } = useTranslation("buckets");
  const { id, state, storage, failure, createdAt, endedAt } = transfer;
  const place = t(transfer.direction === "import" ? "source" : "target");
  return (
    <li className={classes.transfer}>
      <div className={classes.head}>
        <span className={classes.title}>{title}</span>
        <Badge variant="light" color={COLOURS[state]}>
          {t(`states.${state}`)}
        </Badge>
        <TransferActions transfer={transfer} moves={moves} />
      </div>
      <div className={classes.facts}>
        <span>
          {t("method")}: <Method transfer={transfer} /> · {storage.connectionName}
        </span>
        <span>
          {place}: <span className={classes.mono}>{`${storage.bucket}/${storage.path}`}</span>
        </span>
        {children}
        <span>
          {t(endedAt === null ? "started" : "ended")} <RelativeTime value={endedAt ?? createdAt} />
        </span>
        <span>
          {t("id")} <span className={classes.mono}>{id}</span>{" "}
          <CopyButton value={id} label={t("copyId")} />
        </span>
      </div>
      <TransferProgress transfer={transfer} />
      {failure ? <FailureText failure={failure} /> : null}
    </li>
  );
}

function Method({ transfer: { dataset } }: { transfer: Transfer }) {
  const { t } = useTranslation(["buckets", "workbench"]);
  return dataset === null ? t("objectStorage") : t("workbench:methodDataset", { name: dataset });
}

function TransferActions({ transfer, moves }: { transfer: Transfer; moves: TransferMoves }) {
  const { t } = useTranslation("buckets");
  const [isCancelling, cancelling] = useDisclosure(false);
  const { id, state, direction } = transfer;
  const isActive = state === "queued" || state === "running";
  if (isActive) {
    return (
      <>
        <Button variant="default" size="xs" onClick={cancelling.open}>
          {t("cancelIt")}
        </Button>
        {isCancelling ? (
          <CancelDialog
            direction={direction}
            onClose={cancelling.close}
            isRunning={moves.isRunning}
            onConfirm={() => moves.cancel(id, cancelling.close)}
          />
        ) : null}
      </>
    );
  }
  if (state === "done" || transfer.repository.isDeleted || transfer.storage.connection === null) {
    return null;
  }
  return (
    <Button variant="default" size="xs" loading={moves.isRunning} onClick={() => moves.retry(id)}>
      {t("retry")}
    </Button>
  );
}
