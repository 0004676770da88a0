import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SubscriptionState } from "#contract/subscriptions/subscription.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { stringifySearch } from "../app/search-params.ts";
import { shownKinds, sumOf } from "../me/counts.ts";
import me from "../me/me.module.css";
import { PageLink } from "../ui/page-link.tsx";
import { Count } from "../ui/values.tsx";
import classes from "./subscriptions.module.css";

const STATES = [undefined, "active", "cancelled", "expired"] as const;

type SubscriptionFiltersProps = {
  q: string;
  kind: AssetKind | undefined;
  state: SubscriptionState | undefined;
  /** Undefined while not known. */
  counts:
    | { kinds: Partial<Record<AssetKind, number>>; states: Record<SubscriptionState, number> }
    | undefined;
};

type Search = { q: string; kind: AssetKind | undefined; state: SubscriptionState | undefined };
const hrefOf = (search: Search) => `/me/subscriptions${stringifySearch(search)}`;

/** Kind, state and words; each says how many it would leave. */
export function SubscriptionFilters({ counts, ...search }: SubscriptionFiltersProps) {
  const { t } = useTranslation(["subscriptions", "app", "assets"]);
  const { kind, state } = search;
  const kinds = shownKinds(counts?.kinds ?? {}, kind ? [kind] : []);
  return (
    <>
      <nav className={me.kinds} aria-label={t("assets:kind")}>
        {[undefined, ...kinds].map((each) => (
          <PageLink
            key={each ?? "all"}
            href={hrefOf({ ...search, kind: each })}
            className={me.kind}
            data-chosen={each === kind || undefined}
          >
            {each ? t(`app:kindPlurals.${each}`) : t("mine.allKinds")}{" "}
            {counts ? (
              <Count value={each ? (counts.kinds[each] ?? 0) : sumOf(counts.kinds)} />
            ) : null}
          </PageLink>
        ))}
      </nav>
      <div className={classes.toolbar}>
        <nav className={me.kinds} aria-label={t("mine.state")}>
          {STATES.map((each) => (
            <PageLink
              key={each ?? "all"}
              href={hrefOf({ ...search, state: each })}
              className={me.kind}
              data-chosen={each === state || undefined}
            >
              {t(each ? `states.${each}` : "mine.any")}{" "}
              {counts && each ? <Count value={counts.states[each]} /> : null}
            </PageLink>
          ))}
        </nav>
        <Words {...search} />
      </div>
    </>
  );
}

function Words(search: Search) {
  const { t } = useTranslation("subscriptions");
  const navigate = useNavigate();
  const [words, setWords] = useState(search.q);
  const find = useDebouncedCallback((next: string) => {
    const href = hrefOf({ ...search, q: next.trim() });
    void navigate({ href, replace: true, resetScroll: false });
  }, 250);
  return (
    <TextInput
      className={classes.find ?? ""}
      aria-label={t("mine.find")}
      placeholder={t("mine.find")}
      leftSection={<IconSearch size={16} />}
      value={words}
      maxLength={200}
      onChange={(event) => {
        setWords(event.currentTarget.value);
        find(event.currentTarget.value);
      }}
    />
  );
}
