import { Alert, Button, Skeleton, Textarea } from "@mantine/core";
import { IconClock, IconLock, IconLockX } from "@tabler/icons-react";
import { Trans, useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { OwnAccessRequest } from "#contract/assets/gate.ts";
import { assetHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { useAccount } from "../../app/session.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { addressOf } from "../asset/use-asset.ts";
import { AskForm } from "./ask-form.tsx";
import classes from "./gate.module.css";

/** PUB-15: instead of the card, for whoever sees the asset and may not read it. */
export function GatePanel({ asset }: { asset: Asset }) {
  const { t } = useTranslation("gate");
  const params = addressOf(asset);
  const account = useAccount();
  const { data: gate, error, refetch } = useCall("assets.get-gate", { params });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!gate || account === undefined) return <Skeleton height={320} radius="lg" />;
  const request = gate.ownRequest;
  const owner = asset.owner.nickname || asset.owner.name;
  return (
    <section className={classes.gate}>
      <h2 className={classes.title}>
        <IconLock size={22} stroke={1.6} aria-hidden="true" />
        {t("ask.title")}
      </h2>
      <p className={classes.text}>
        {t(gate.mode === "auto" ? "ask.textAuto" : "ask.text", { owner })}
      </p>
      {account === null ? (
        <>
          <Terms terms={gate.terms} />
          <Button
            component={PageLink}
            href={`/login?next=${encodeURIComponent(assetHref(params))}`}
          >
            {t("ask.signIn")}
          </Button>
        </>
      ) : request === null ? (
        <>
          <Terms terms={gate.terms} />
          <AskForm asset={asset} gate={gate} owner={owner} />
        </>
      ) : (
        <RequestState request={request} owner={owner} />
      )}
    </section>
  );
}

function Terms({ terms }: { terms: string }) {
  const { t } = useTranslation("gate");
  if (terms === "") return null;
  return (
    <Textarea label={t("ask.terms")} value={terms} readOnly autosize minRows={2} maxRows={14} />
  );
}

function RequestState({ request, owner }: { request: OwnAccessRequest; owner: string }) {
  const { t } = useTranslation("gate");
  const isRejected = request.status === "rejected";
  const state = isRejected ? "rejected" : "waiting";
  const at = isRejected ? (request.decidedAt ?? request.requestedAt) : request.requestedAt;
  return (
    <Alert
      color={isRejected ? "red" : "accent"}
      variant="light"
      icon={isRejected ? <IconLockX size={18} /> : <IconClock size={18} />}
      title={t(`${state}.title`)}
    >
      <Trans
        t={t}
        i18nKey={`${state}.text`}
        values={{ owner }}
        components={{ time: <RelativeTime value={at} /> }}
      />
      {request.rejectionReason === null ? null : (
        <p className={classes.reason}>{request.rejectionReason}</p>
      )}
    </Alert>
  );
}
