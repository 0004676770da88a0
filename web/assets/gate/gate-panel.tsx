import { Button, Skeleton, Textarea } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { assetHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { useAccount } from "../../app/session.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { useNow } from "../../ui/use-now.ts";
import { addressOf } from "../asset/use-asset.ts";
import { AskForm } from "./ask-form.tsx";
import classes from "./gate.module.css";
import { RequestState } from "./request-state.tsx";
import { WithdrawRequest } from "./withdraw-request.tsx";

/** PUB-15: instead of the card, for whoever sees the asset and may not read it. */
export function GatePanel({ asset }: { asset: Asset }) {
  const { t } = useTranslation("gate");
  const params = addressOf(asset);
  const account = useAccount();
  const now = useNow();
  const { data: gate, error, refetch } = useCall("assets.get-gate", { params });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!gate || account === undefined) return <Skeleton height={320} radius="lg" />;
  const request = gate.ownRequest;
  const owner = asset.owner.nickname || asset.owner.name;
  const askAgainAt = request?.askAgainAt ?? null;
  const mayAsk = request === null || (askAgainAt !== null && Date.parse(askAgainAt) <= now);
  return (
    <section className={classes.gate}>
      <h2 className={classes.title}>
        <IconLock size={22} stroke={1.6} aria-hidden="true" />
        {gate.form.heading || t("ask.title")}
      </h2>
      <p className={classes.text}>
        {t(gate.mode === "auto" ? "ask.textAuto" : "ask.text", { owner })}
      </p>
      {request === null ? null : <RequestState request={request} owner={owner} mayAsk={mayAsk} />}
      {request?.status === "pending" ? (
        <div>
          <WithdrawRequest asset={params} />
        </div>
      ) : null}
      {mayAsk ? <Terms terms={gate.form.terms} /> : null}
      {account === null ? (
        <Button component={PageLink} href={`/login?next=${encodeURIComponent(assetHref(params))}`}>
          {t("ask.signIn")}
        </Button>
      ) : mayAsk ? (
        <AskForm asset={asset} gate={gate} owner={owner} />
      ) : null}
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
