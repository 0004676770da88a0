import { Select, Skeleton } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { storageHref } from "../../app/addresses.ts";
import { useCall, useListCall } from "../../app/gallery.ts";
import { oneOf, type SearchParams, stringifySearch } from "../../app/search-params.ts";
import { useAccount } from "../../app/session.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { Bytes } from "../../ui/values.tsx";
import { QuotaBar } from "./quota-bar.tsx";
import classes from "./storage.module.css";

/** `/me/storage`: what one's account, or an organisation of one's, stores. */
export function OwnerStoragePage() {
  const { t } = useTranslation("storage");
  const account = useAccount();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as SearchParams;
  usePageTitle(t("title"));
  if (!account) return null;
  const owners = [account.name, ...account.organisations.map(({ name }) => name)];
  const owner = oneOf(search.owner) ?? account.name;
  const choose = (name: string | null) => {
    const chosen = name === account.name ? undefined : name;
    void navigate({ href: `/me/storage${stringifySearch({ owner: chosen })}`, replace: true });
  };
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("countsOnce")}
        actions={
          owners.length > 1 ? (
            <Select
              aria-label={t("owner")}
              data={owners}
              value={owner}
              onChange={choose}
              allowDeselect={false}
            />
          ) : null
        }
      />
      <div key={owner} className={classes.sections}>
        <Usage owner={owner} />
        <Repositories owner={owner} />
      </div>
    </>
  );
}

function Usage({ owner }: { owner: string }) {
  const params = { owner };
  const { data, error, refetch } = useCall("repositories.get-owner-storage", { params });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={110} radius="lg" />;
  return (
    <section className={classes.section}>
      <QuotaBar storage={data} />
    </section>
  );
}

function Repositories({ owner }: { owner: string }) {
  const { t } = useTranslation("storage");
  const list = useListCall("repositories.list-owner-repositories", { params: { owner } });
  if (list.error) return null;
  if (!list.data) return <Skeleton height={200} radius="lg" />;
  const shown = list.data.pages.flatMap((page) => page.items);
  if (shown.length === 0) return <EmptyState title={t("noRepositories")} />;
  return (
    <section aria-labelledby="repositories-by-size">
      <h2 id="repositories-by-size" className={classes.title}>
        {t("repositories")}
      </h2>
      <ul className={classes.rows}>
        {shown.map(({ kind, name, soleBytes, gitBytes }) => (
          <li key={`${kind} ${name}`} className={classes.row}>
            <KindBadge kind={kind} />
            <PageLink href={storageHref({ kind, owner, name })} className={classes.rowName}>
              {name}
            </PageLink>
            <span className={classes.rowSize}>
              <Bytes value={soleBytes + gitBytes} />
            </span>
          </li>
        ))}
      </ul>
      <LoadMore {...list} />
    </section>
  );
}
