import { Checkbox, Skeleton, Stack, Tabs } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { AccessRequest, AccessStatus } from "#contract/assets/gate.ts";
import { PersonPicker } from "../../accounts/people/person-picker.tsx";
import { useCall, useChange, useListCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { Count } from "../../ui/values.tsx";
import { addressOf } from "../asset/use-asset.ts";
import settings from "../settings/settings.module.css";
import { BulkDecision } from "./bulk-decision.tsx";
import classes from "./gate.module.css";
import { RequestRow } from "./request-row.tsx";

const STATUSES = ["pending", "accepted", "rejected", "expired"] as const satisfies AccessStatus[];
const REQUESTS_STALE = [
  "assets.list-access-requests",
  "assets.list-waiting-access-requests",
] as const;

type RequestListProps = {
  asset: Asset;
  /** Who only decides on requests does not let others in. */
  canManage: boolean;
};

/** Who asked, by what became of it, and a way to let in who has not asked. */
export function RequestList({ asset, canManage }: RequestListProps) {
  const { t } = useTranslation("gate");
  const [status, setStatus] = useState<AccessStatus>("pending");
  const list = useListCall("assets.list-access-requests", {
    params: addressOf(asset),
    query: { status },
  });
  const counts = list.data?.pages[0]?.counts;
  return (
    <section className={settings.section}>
      <h2 className={settings.title}>{t("requests.title")}</h2>
      <Stack gap="md">
        <Tabs
          value={status}
          onChange={(chosen) => setStatus(STATUSES.find((each) => each === chosen) ?? status)}
        >
          <Tabs.List>
            {STATUSES.filter((each) => each !== "expired" || counts?.expired !== 0).map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t(`requests.tabs.${each}`)} {counts ? <Count value={counts[each] ?? 0} /> : null}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        {list.error ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : list.data === undefined ? (
          <Skeleton height={90} />
        ) : (
          <Requests
            key={status}
            asset={asset}
            status={status}
            requests={list.data.pages.flatMap((page) => page.items)}
          />
        )}
        <LoadMore {...list} />
        {canManage ? <Admission asset={asset} /> : null}
      </Stack>
    </section>
  );
}

type RequestsProps = { asset: Asset; status: AccessStatus; requests: AccessRequest[] };

/** Requests in one state; waiting ones can be chosen and decided together. */
function Requests({ asset, status, requests }: RequestsProps) {
  const { t } = useTranslation("gate");
  const { data: gate } = useCall("assets.get-gate", { params: addressOf(asset) });
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  // What was decided meanwhile is no longer in the list.
  const chosen = requests.filter(({ id }) => chosenIds.has(id));
  const choose = (ids: readonly string[], isChosen: boolean) =>
    setChosenIds((before) => {
      const after = new Set(before);
      for (const id of ids)
        if (isChosen) after.add(id);
        else after.delete(id);
      return after;
    });
  if (requests.length === 0) return <p className={classes.text}>{t(`requests.none.${status}`)}</p>;
  const ticked = (gate?.form.fields ?? [])
    .filter(({ type }) => type === "checkbox")
    .map(({ label }) => label);
  const isChoosable = status === "pending" && requests.length > 1;
  return (
    <div>
      {isChoosable ? (
        <div className={classes.bulk}>
          <Checkbox
            label={t("bulk.all")}
            checked={chosen.length === requests.length}
            indeterminate={chosen.length > 0 && chosen.length < requests.length}
            onChange={(event) =>
              choose(
                requests.map(({ id }) => id),
                event.currentTarget.checked,
              )
            }
          />
          {chosen.length === 0 ? null : <BulkDecision asset={asset} requests={chosen} />}
        </div>
      ) : null}
      <ul className={classes.requests}>
        {requests.map((request) => (
          <RequestRow
            key={request.id}
            asset={asset}
            request={request}
            stale={REQUESTS_STALE}
            ticked={ticked}
            isChosen={isChoosable ? chosenIds.has(request.id) : undefined}
            onChoose={(isChosen) => choose([request.id], isChosen)}
          />
        ))}
      </ul>
    </div>
  );
}

function Admission({ asset }: { asset: Asset }) {
  const { t } = useTranslation("gate");
  const params = addressOf(asset);
  const admit = useChange("assets.grant-access", {
    stale: REQUESTS_STALE,
    onSuccess: ({ account }) => toast(t("requests.admitted", { name: account.name })),
  });
  return (
    <div>
      <PersonPicker
        label={t("requests.admit")}
        without={[]}
        onChoose={({ name: account }) => admit.mutate({ params: { ...params, account } })}
      />
      <ProblemAlert error={admit.error} />
    </div>
  );
}
