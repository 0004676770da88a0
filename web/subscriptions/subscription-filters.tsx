import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { SubscriptionState } from "#contract/subscriptions/subscription.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { stringifySearch } from "../app/search-params.ts";
import { shownKinds, sumOf } from "../me/counts.ts";
import { Chips } from "../ui/chips.tsx";
import { FindField } from "../ui/find-field.tsx";
import rows from "../ui/rows.module.css";

const STATES = [undefined, "active", "cancelled", "expired"] as const;

type Search = { q: string; kind: AssetKind | undefined; state: SubscriptionState | undefined };
const hrefOf = (search: Search) => `/me/subscriptions${stringifySearch(search)}`;

type SubscriptionFiltersProps = {
  search: Search;
  /** Undefined while not known. */
  counts:
    | { kinds: Partial<Record<AssetKind, number>>; states: Record<SubscriptionState, number> }
    | undefined;
};

/** Kind, state and words; each says how many it would leave. */
export function SubscriptionFilters({ search, counts }: SubscriptionFiltersProps) {
  const { t } = useTranslation(["subscriptions", "app", "assets"]);
  const navigate = useNavigate();
  const { kind, state } = search;
  const kinds = shownKinds(counts?.kinds ?? {}, kind ? [kind] : []);
  return (
    <>
      <Chips
        label={t("assets:kind")}
        chips={[undefined, ...kinds].map((each) => ({
          key: each ?? "all",
          label: each ? t(`app:kindPlurals.${each}`) : t("mine.allKinds"),
          href: hrefOf({ ...search, kind: each }),
          isChosen: each === kind,
          count: counts && (each ? (counts.kinds[each] ?? 0) : sumOf(counts.kinds)),
        }))}
      />
      <div className={rows.toolbar}>
        <FindField
          label={t("mine.find")}
          value={search.q}
          onFind={(q) =>
            void navigate({ href: hrefOf({ ...search, q }), replace: true, resetScroll: false })
          }
        />
      </div>
      <Chips
        label={t("mine.state")}
        chips={STATES.map((each) => ({
          key: each ?? "all",
          label: t(each ? `states.${each}` : "mine.any"),
          href: hrefOf({ ...search, state: each }),
          isChosen: each === state,
          count: each && counts?.states[each],
        }))}
      />
    </>
  );
}
