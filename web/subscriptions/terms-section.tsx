import { Button, NumberInput, Radio, Select, Skeleton, Stack, Switch } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import {
  CHANNELS_MAX,
  DURATION_LIMITS,
  DURATION_UNITS,
  type DurationUnit,
} from "#contract/publishing/duration.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import { useCall, useChange } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import settings from "../assets/settings/settings.module.css";
import { ErrorState } from "../ui/error-state.tsx";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { toast } from "../ui/toast.ts";
import classes from "./subscriptions.module.css";
import { TermsMeaning } from "./terms-meaning.tsx";

/** PUB-7, for those who manage the asset: how long, or on how many channels, others may use it. */
export function TermsSection({ asset }: { asset: Asset }) {
  const { t } = useTranslation("subscriptions");
  const { limit } = KIND_RULES[asset.kind];
  const { data, error, refetch } = useCall("publishing.get-terms", { params: addressOf(asset) });
  if (limit === "none") return null;
  return (
    <section className={settings.section}>
      <h2 className={settings.title}>{t("terms.title")}</h2>
      <p className={settings.text}>{t("terms.text")}</p>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <TermsForm asset={asset} terms={data} limit={limit} />
      ) : (
        <Skeleton height={160} />
      )}
    </section>
  );
}

type TermsFormProps = { asset: Asset; terms: Terms; limit: "duration" | "channels" };
type Draft = { isLimited: boolean; count: number | ""; unit: DurationUnit; renews: boolean };

function TermsForm({ asset, terms, limit }: TermsFormProps) {
  const { t } = useTranslation("subscriptions");
  const [draft, setDraft] = useState<Draft>(() => draftOf(terms));
  const save = useChange("publishing.set-terms", {
    stale: ["publishing.get-terms", "subscriptions.get-offer", "assets.get-asset"],
    onSuccess: () => toast(t("terms.saved")),
  });
  const change = (next: Partial<Draft>) => setDraft({ ...draft, ...next });
  const isTime = limit === "duration";
  const fault = faultOf(draft, isTime ? DURATION_LIMITS[draft.unit] : CHANNELS_MAX);
  const wanted = termsOf(draft, limit);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (fault === undefined) save.mutate({ params: addressOf(asset), body: wanted });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Switch
          label={t(isTime ? "terms.limitTime" : "terms.limitChannels")}
          description={t(isTime ? "terms.limitTimeText" : "terms.limitChannelsText")}
          checked={draft.isLimited}
          onChange={(event) => change({ isLimited: event.currentTarget.checked })}
        />
        {draft.isLimited ? (
          <>
            <div className={classes.amount}>
              <NumberInput
                label={t(isTime ? "terms.count" : "terms.channels")}
                min={1}
                allowDecimal={false}
                allowNegative={false}
                value={draft.count}
                onChange={(count) => change({ count: count === "" ? "" : Number(count) })}
                error={fault && t(fault.key, { limit: fault.limit })}
              />
              {isTime ? (
                <Select
                  label={t("terms.unit")}
                  allowDeselect={false}
                  data={DURATION_UNITS.map((unit) => ({
                    value: unit,
                    label: t(`terms.units.${unit}`),
                  }))}
                  value={draft.unit}
                  onChange={(unit) => change({ unit: unit ?? draft.unit })}
                />
              ) : null}
            </div>
            {isTime ? (
              <AtEnd renews={draft.renews} onChange={(renews) => change({ renews })} />
            ) : null}
          </>
        ) : null}
        {fault === undefined ? <TermsMeaning terms={wanted} /> : null}
        <ProblemAlert error={save.error} />
        <div>
          <Button
            type="submit"
            variant="default"
            loading={save.isPending}
            disabled={fault !== undefined || isSame(wanted, terms)}
          >
            {t("terms.save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

function AtEnd({ renews, onChange }: { renews: boolean; onChange: (renews: boolean) => void }) {
  const { t } = useTranslation("subscriptions");
  return (
    <Radio.Group
      label={t("terms.atEnd")}
      value={renews ? "renews" : "ends"}
      onChange={(chosen) => onChange(chosen === "renews")}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="ends" label={t("terms.ends")} description={t("terms.endsText")} />
        <Radio value="renews" label={t("terms.renews")} description={t("terms.renewsText")} />
      </Stack>
    </Radio.Group>
  );
}

function draftOf({ duration, channels, renews }: Terms): Draft {
  return {
    isLimited: duration !== null || channels !== null,
    count: duration?.count ?? channels ?? 1,
    unit: duration?.unit ?? "month",
    renews,
  };
}

function termsOf({ isLimited, count, unit, renews }: Draft, limit: TermsFormProps["limit"]): Terms {
  if (!isLimited || count === "") return { duration: null, channels: null, renews: false };
  return limit === "channels"
    ? { duration: null, channels: count, renews: false }
    : { duration: { count, unit }, channels: null, renews };
}

function faultOf({ isLimited, count }: Draft, limit: number) {
  if (!isLimited) return undefined;
  if (count === "" || count < 1) return { key: "terms.tooFew", limit } as const;
  return count > limit ? ({ key: "terms.tooMany", limit } as const) : undefined;
}

function isSame(one: Terms, other: Terms): boolean {
  return (
    one.duration?.count === other.duration?.count &&
    one.duration?.unit === other.duration?.unit &&
    one.channels === other.channels &&
    one.renews === other.renews
  );
}
