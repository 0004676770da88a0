import { Button, Checkbox, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { AccessRequest } from "#contract/assets/gate.ts";
import { PersonName } from "../../accounts/people/person-name.tsx";
import { useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast, useProblemToast } from "../../ui/toast.ts";
import { RelativeTime } from "../../ui/values.tsx";
import { addressOf } from "../asset/use-asset.ts";
import classes from "./gate.module.css";

const REASON_MAX = 2000;

type RequestRowProps = {
  asset: Asset;
  request: AccessRequest;
  stale: readonly ["assets.list-access-requests", "assets.list-waiting-access-requests"];
  /** Undefined: it cannot be chosen. */
  isChosen: boolean | undefined;
  onChoose: (isChosen: boolean) => void;
  /** The questions that are answered with a tick. */
  ticked: readonly string[];
};

/** Who asked for what, what was decided, and what may be decided now. */
export function RequestRow({ asset, request, stale, isChosen, onChoose, ticked }: RequestRowProps) {
  const { t } = useTranslation("gate");
  const [isRejecting, dialog] = useDisclosure(false);
  const [reason, setReason] = useState("");
  const onError = useProblemToast();
  const { name } = request.account;
  const decide = useChange("assets.decide-access", {
    stale,
    onSuccess: ({ status }) => {
      if (status !== "expired") toast(t(`requests.done.${status}`, { name }));
    },
  });
  const params = { ...addressOf(asset), account: name };
  const expected = request.status;
  const move = (status: "accepted" | "pending") =>
    decide.mutate({ params, body: { status, expected } }, { onError });
  const canAccept = request.status === "pending" || request.status === "expired";
  return (
    <li className={classes.request}>
      <span className={classes.who}>
        {isChosen === undefined ? null : (
          <Checkbox
            aria-label={t("bulk.choose", { name })}
            checked={isChosen}
            onChange={(event) => onChoose(event.currentTarget.checked)}
          />
        )}
        <PersonName person={request.account} />
      </span>
      <div className={classes.actions}>
        {canAccept ? (
          <>
            <Button size="xs" loading={decide.isPending} onClick={() => move("accepted")}>
              {t("requests.accept")}
            </Button>
            {request.status === "pending" ? (
              <Button size="xs" variant="default" onClick={dialog.open}>
                {t("requests.reject")}
              </Button>
            ) : null}
          </>
        ) : (
          <Button
            size="xs"
            variant="default"
            loading={decide.isPending}
            onClick={() => move("pending")}
          >
            {t("requests.revoke")}
          </Button>
        )}
      </div>
      <Told request={request} ticked={ticked} />
      <ConfirmDialog
        isOpen={isRejecting}
        onClose={dialog.close}
        title={t("requests.rejectTitle", { name })}
        action={t("requests.reject")}
        isDangerous
        isRunning={decide.isPending}
        error={decide.error}
        onConfirm={() => decide.mutate({ params, body: { status: "rejected", reason, expected } })}
      >
        {t("requests.rejectText")}
        <Textarea
          mt="md"
          label={t("requests.rejectReason")}
          autosize
          minRows={2}
          maxLength={REASON_MAX}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </ConfirmDialog>
    </li>
  );
}

/** What was said by both sides, and when. */
function Told({ request, ticked }: Pick<RequestRowProps, "request" | "ticked">) {
  const { t } = useTranslation("gate");
  const answers = Object.entries(request.answers);
  return (
    <>
      {request.email === null ? null : <span className={classes.quiet}>{request.email}</span>}
      {request.reason === "" ? null : <p className={classes.told}>{request.reason}</p>}
      {answers.length === 0 ? null : (
        <dl className={classes.told}>
          {answers.map(([label, answer]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{ticked.includes(label) ? t("requests.ticked") : answer}</dd>
            </div>
          ))}
        </dl>
      )}
      <span className={classes.quiet}>
        <Trans
          t={t}
          i18nKey={request.wasGranted ? "requests.letIn" : "requests.asked"}
          components={{ time: <RelativeTime value={request.requestedAt} /> }}
        />
        {request.decidedBy === null || request.decidedAt === null ? null : (
          <>
            {" · "}
            {t(`requests.tabs.${request.status}`)}{" "}
            <Trans
              t={t}
              i18nKey="requests.decided"
              values={{ by: request.decidedBy.nickname || request.decidedBy.name }}
              components={{ time: <RelativeTime value={request.decidedAt} /> }}
            />
          </>
        )}
      </span>
      {request.validUntil === null ? null : (
        <span className={classes.quiet}>
          <Trans
            t={t}
            i18nKey={request.status === "expired" ? "requests.ended" : "requests.ends"}
            components={{ time: <RelativeTime value={request.validUntil} /> }}
          />
        </span>
      )}
      {request.timesAsked > 1 ? (
        <span className={classes.quiet}>
          {t("requests.timesAsked", { number: request.timesAsked })}
        </span>
      ) : null}
      {request.rejectionReason === null ? null : (
        <p className={classes.told}>{request.rejectionReason}</p>
      )}
    </>
  );
}
