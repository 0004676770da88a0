import { Alert, Anchor, Button, Checkbox, Group, Stack } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import type { Asset } from "#contract/assets/asset.ts";
import type { Subscription, SubscriptionOffer } from "#contract/subscriptions/subscription.ts";
import { useCall, useChange } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { useNow } from "../ui/use-now.ts";
import { STALE_AFTER_SUBSCRIBING } from "./stale-after-subscribing.ts";
import classes from "./subscriptions.module.css";
import { useTermsText } from "./terms-text.ts";

type ConsentStepProps = {
  asset: Asset;
  offer: SubscriptionOffer;
  /** Undefined: the asset has no versions. */
  version: string | undefined;
  onBack: (() => void) | undefined;
  onDone: (subscription: Subscription) => void;
};

/** What one gets, and what one agrees to with it. */
export function ConsentStep({ asset, offer, version, onBack, onDone }: ConsentStepProps) {
  const { t } = useTranslation("subscriptions");
  const { offerText } = useTermsText();
  const now = useNow();
  const params = addressOf(asset);
  const { refetch } = useCall("subscriptions.get-offer", { params });
  const [accepts, setAccepts] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const subscribe = useChange("subscriptions.create-subscription", {
    stale: STALE_AFTER_SUBSCRIBING,
    onSuccess: onDone,
  });
  const isOutdated = isProblem(subscribe.error, "agreement-outdated");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const misses = offer.agreements.length > 0 && !accepts;
    setIsMissing(misses);
    if (misses) return;
    const body = { ...(version === undefined ? {} : { version }), consents: offer.agreements };
    subscribe.mutate(
      { params, body },
      {
        onError: (error) => {
          if (!isProblem(error, "agreement-outdated")) return;
          setAccepts(false);
          void refetch();
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <section>
          <h3 className={classes.label}>{t("dialog.quota")}</h3>
          <p className={classes.hint}>{offerText(offer.terms, new Date(now))}</p>
        </section>
        {offer.agreements.length === 0 ? null : (
          <>
            <Agreements agreements={offer.agreements} />
            <Checkbox
              label={t("dialog.accept")}
              checked={accepts}
              onChange={(event) => setAccepts(event.currentTarget.checked)}
              error={isMissing && !accepts ? t("dialog.acceptMissing") : undefined}
            />
          </>
        )}
        {isOutdated ? (
          <Alert color="orange" role="alert">
            {t("dialog.outdated")}
          </Alert>
        ) : (
          <ProblemAlert error={subscribe.error} />
        )}
        <Group justify="flex-end">
          {onBack ? (
            <Button variant="default" onClick={onBack}>
              {t("dialog.back")}
            </Button>
          ) : null}
          <Button type="submit" loading={subscribe.isPending}>
            {t("dialog.subscribe")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Agreements({ agreements }: Pick<SubscriptionOffer, "agreements">) {
  const { t } = useTranslation(["subscriptions", "agreements"]);
  return (
    <section>
      <h3 className={classes.label}>{t("dialog.agreements")}</h3>
      <p className={classes.hint}>{t("dialog.agreementsText")}</p>
      <ul className={classes.agreements}>
        {agreements.map(({ agreement, version }) => (
          <li key={agreement}>
            <Anchor href={`/legal/${agreement}`} target="_blank" inherit>
              {t(`agreements:${agreement}.title`)}
            </Anchor>
            <span className={classes.quiet}>{t("agreements:version", { version })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
