import { Badge, Button, Skeleton, Tabs } from "@mantine/core";
import { IconHandStop, IconInbox, IconSearchOff } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Trans, useTranslation } from "react-i18next";
import type { AccessStatus, SentAccessRequest, WaitingRequests } from "#contract/assets/gate.ts";
import { assetHref } from "../../app/addresses.ts";
import { useListCall } from "../../app/gallery.ts";
import { oneOf, type SearchParams, stringifySearch } from "../../app/search-params.ts";
import { Chips } from "../../ui/chips.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { FindField } from "../../ui/find-field.tsx";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "./gate.module.css";
import { WithdrawRequest } from "./withdraw-request.tsx";

/** ACC-9: requests one has sent, and those that wait for one's decision. */
export function RequestsPage() {
  const { t } = useTranslation("gate");
  const navigate = useNavigate();
  const { show } = useSearch({ strict: false }) as SearchParams;
  const part = oneOf(show) === "waiting" ? "waiting" : "sent";
  usePageTitle(t("mine.title"));
  return (
    <>
      <PageHeader title={t("mine.title")} />
      <Tabs
        value={part}
        mb="md"
        onChange={(chosen) =>
          void navigate({
            href: chosen === "waiting" ? "/me/requests?show=waiting" : "/me/requests",
            resetScroll: false,
          })
        }
      >
        <Tabs.List>
          <Tabs.Tab value="sent">{t("mine.sent")}</Tabs.Tab>
          <Tabs.Tab value="waiting">{t("mine.waiting")}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {part === "sent" ? <SentRequests /> : <RequestsToDecide />}
    </>
  );
}

const STATUSES = ["pending", "accepted", "rejected", "expired"] as const;

type Search = { q: string; status: AccessStatus | undefined };
const hrefOf = (search: Search) => `/me/requests${stringifySearch(search)}`;

/** State and words are in the address. */
function SentRequests() {
  const { t } = useTranslation("gate");
  const params = useSearch({ strict: false }) as SearchParams;
  const q = oneOf(params.q) ?? "";
  const status = STATUSES.find((each) => each === oneOf(params.status));
  const list = useListCall("assets.list-sent-access-requests", {
    query: { ...(status && { status }), ...(q && { q }) },
  });
  const requests = list.data?.pages.flatMap((page) => page.items);
  const isFiltered = q !== "" || status !== undefined;
  return (
    <>
      <SentFilters search={{ q, status }} counts={list.data?.pages[0]?.counts} />
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : requests === undefined ? (
        <Skeleton height={180} radius="lg" />
      ) : requests.length === 0 ? (
        <EmptyState
          icon={isFiltered ? IconSearchOff : IconHandStop}
          title={t(isFiltered ? "mine.noMatch" : "mine.noneSent")}
          description={t(isFiltered ? "mine.noMatchText" : "mine.noneSentText")}
        />
      ) : (
        <ul className={classes.rows}>
          {requests.map((request) => (
            <SentRow key={request.id} request={request} />
          ))}
        </ul>
      )}
      <LoadMore {...list} />
    </>
  );
}

type SentFiltersProps = {
  search: Search;
  /** Undefined while on the way. */
  counts: Partial<Record<AccessStatus, number>> | undefined;
};

/** Once there is something to narrow. */
function SentFilters({ search, counts = {} }: SentFiltersProps) {
  const { t } = useTranslation("gate");
  const navigate = useNavigate();
  const { q, status } = search;
  const statuses = STATUSES.filter((each) => each === status || (counts[each] ?? 0) > 0);
  if (statuses.length === 0 && q === "") return null;
  const chips = statuses.map((each) => ({
    key: each,
    label: t(`mine.states.${each}`),
    href: hrefOf({ q, status: each }),
    isChosen: each === status,
    count: counts[each] ?? 0,
  }));
  const any = {
    key: "any",
    label: t("mine.any"),
    href: hrefOf({ q, status: undefined }),
    isChosen: status === undefined,
  };
  return (
    <>
      <div className={rows.toolbar}>
        <FindField
          label={t("mine.find")}
          value={q}
          onFind={(words) =>
            void navigate({
              href: hrefOf({ q: words, status }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      <Chips label={t("mine.status")} chips={[any, ...chips]} />
    </>
  );
}

const COLORS = { pending: "gray", accepted: "accent", rejected: "red", expired: "yellow" } as const;

function SentRow({ request }: { request: SentAccessRequest }) {
  const { t } = useTranslation("gate");
  const { asset, status, requestedAt, validUntil, askAgainAt, rejectionReason } = request;
  const facts = [
    ["requests.asked", requestedAt],
    [status === "expired" ? "requests.ended" : "requests.ends", validUntil],
    ["own.mayAskFrom", status === "rejected" ? askAgainAt : null],
  ] as const;
  return (
    <li className={classes.row}>
      <KindBadge kind={asset.kind} withLabel={false} />
      <PageLink href={assetHref(asset)} className={classes.rowTitle}>
        {asset.owner}/{asset.name}
      </PageLink>
      <Badge variant="light" color={COLORS[status]}>
        {t(`mine.states.${status}`)}
      </Badge>
      <span className={classes.rowFacts}>
        {facts.map(([key, time], at) =>
          time === null ? null : (
            <span key={key}>
              {at === 0 ? "" : " · "}
              <Trans t={t} i18nKey={key} components={{ time: <RelativeTime value={time} /> }} />
            </span>
          ),
        )}
      </span>
      {rejectionReason === null ? null : (
        <span className={classes.rowFacts}>{rejectionReason}</span>
      )}
      {status === "pending" ? (
        <div className={classes.rowActions}>
          <WithdrawRequest asset={asset} />
        </div>
      ) : null}
    </li>
  );
}

function RequestsToDecide() {
  const { t } = useTranslation("gate");
  const list = useListCall("assets.list-waiting-access-requests");
  const assets = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (assets === undefined) return <Skeleton height={180} radius="lg" />;
  if (assets.length === 0) {
    return (
      <EmptyState
        icon={IconInbox}
        title={t("mine.noneWaiting")}
        description={t("mine.noneWaitingText")}
      />
    );
  }
  return (
    <>
      <ul className={classes.rows}>
        {assets.map((waiting) => (
          <WaitingRow key={assetHref(waiting.asset)} waiting={waiting} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

function WaitingRow({ waiting: { asset, count, oldestAt } }: { waiting: WaitingRequests }) {
  const { t } = useTranslation("gate");
  const href = `${assetHref(asset)}/access-requests`;
  return (
    <li className={classes.row}>
      <KindBadge kind={asset.kind} withLabel={false} />
      <PageLink href={href} className={classes.rowTitle}>
        {asset.owner}/{asset.name}
      </PageLink>
      <Button component={PageLink} href={href} size="xs" variant="default">
        {t("mine.decide")}
      </Button>
      <span className={classes.rowFacts}>
        <Trans
          t={t}
          i18nKey="mine.waitingFacts"
          values={{ number: count }}
          components={{ time: <RelativeTime value={oldestAt} /> }}
        />
      </span>
    </li>
  );
}
