import { Skeleton, Stack, Tabs } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { AccessStatus } from "#contract/assets/gate.ts";
import { PersonPicker } from "../../accounts/people/person-picker.tsx";
import { useChange, useListCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { Count } from "../../ui/values.tsx";
import { addressOf } from "../asset/use-asset.ts";
import settings from "../settings/settings.module.css";
import classes from "./gate.module.css";
import { RequestRow } from "./request-row.tsx";

const STATUSES = ["pending", "accepted", "rejected"] as const satisfies AccessStatus[];
const STALE = ["assets.list-access-requests"] as const;

/** Who asked, by what became of it, and a way to let in who has not asked. */
export function RequestList({ asset }: { asset: Asset }) {
  const { t } = useTranslation(["gate", "accounts"]);
  const [status, setStatus] = useState<AccessStatus>("pending");
  const params = addressOf(asset);
  const list = useListCall("assets.list-access-requests", { params, query: { status } });
  const admit = useChange("assets.grant-access", {
    stale: STALE,
    onSuccess: ({ account }) => toast(t("requests.admitted", { name: account.name })),
  });
  const counts = list.data?.pages[0]?.counts;
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <section className={settings.section}>
      <h2 className={settings.title}>{t("requests.title")}</h2>
      <Stack gap="md">
        <Tabs
          value={status}
          onChange={(chosen) => setStatus(STATUSES.find((each) => each === chosen) ?? status)}
        >
          <Tabs.List>
            {STATUSES.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t(`requests.tabs.${each}`)} {counts ? <Count value={counts[each] ?? 0} /> : null}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        {list.error ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : items === undefined ? (
          <Skeleton height={90} />
        ) : items.length === 0 ? (
          <p className={classes.text}>{t(`requests.none.${status}`)}</p>
        ) : (
          <ul className={classes.requests}>
            {items.map((request) => (
              <RequestRow key={request.id} asset={asset} request={request} stale={STALE} />
            ))}
          </ul>
        )}
        <LoadMore {...list} />
        <PersonPicker
          label={t("requests.admit")}
          without={[]}
          onChoose={({ name: account }) => admit.mutate({ params: { ...params, account } })}
        />
        <ProblemAlert error={admit.error} />
      </Stack>
    </section>
  );
}
