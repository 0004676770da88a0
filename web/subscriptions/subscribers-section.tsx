import { Skeleton, Stack, Tabs } from "@mantine/core";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import type { Subscriber, SubscriptionState } from "#contract/subscriptions/subscription.ts";
import { PersonName } from "../accounts/people/person-name.tsx";
import { useListCall } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import settings from "../assets/settings/settings.module.css";
import { ErrorState } from "../ui/error-state.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { Count, RelativeTime } from "../ui/values.tsx";
import { QuotaLeft } from "./quota-left.tsx";
import classes from "./subscriptions.module.css";

const STATES = ["active", "cancelled", "expired"] as const satisfies SubscriptionState[];

/** Who subscribes, for those who manage the asset. */
export function SubscribersSection({ asset }: { asset: Asset }) {
  const { t } = useTranslation("subscriptions");
  const [state, setState] = useState<SubscriptionState>("active");
  const params = addressOf(asset);
  const list = useListCall("subscriptions.list-subscribers", { params, query: { state } });
  const counts = list.data?.pages[0]?.counts;
  const items = list.data?.pages.flatMap((page) => page.items);
  if (KIND_RULES[asset.kind].limit === "none") return null;
  return (
    <section className={settings.section}>
      <h2 className={settings.title}>{t("subscribers.title")}</h2>
      <Stack gap="md">
        <Tabs
          value={state}
          onChange={(chosen) => setState(STATES.find((each) => each === chosen) ?? state)}
        >
          <Tabs.List>
            {STATES.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t(`states.${each}`)} {counts ? <Count value={counts[each]} /> : null}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        {list.error ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : items === undefined ? (
          <Skeleton height={60} />
        ) : items.length === 0 ? (
          <p className={classes.hint}>
            {t(state === "active" ? "subscribers.none" : "subscribers.noneOf")}
          </p>
        ) : (
          <ul className={classes.plainRows}>
            {items.map((subscriber) => (
              <SubscriberRow
                key={`${subscriber.account.name} ${subscriber.startsAt}`}
                subscriber={subscriber}
              />
            ))}
          </ul>
        )}
        <LoadMore {...list} />
      </Stack>
    </section>
  );
}

function SubscriberRow({ subscriber }: { subscriber: Subscriber }) {
  const { t } = useTranslation("subscriptions");
  return (
    <li className={classes.subscriber}>
      <PersonName person={subscriber.account} />
      <span>{subscriber.state === "expired" ? null : <QuotaLeft subscription={subscriber} />}</span>
      <span className={classes.told}>
        <span>
          <Trans
            t={t}
            i18nKey="subscribers.since"
            components={{ time: <RelativeTime value={subscriber.startsAt} /> }}
          />
        </span>
        {subscriber.version === null ? null : (
          <span>{t("subscribers.version", { version: subscriber.version })}</span>
        )}
      </span>
    </li>
  );
}
