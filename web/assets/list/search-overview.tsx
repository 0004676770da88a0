import { Button, Skeleton } from "@mantine/core";
import { IconChevronRight, IconSearchOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SearchOverview as Overview } from "#contract/assets/suggestion.ts";
import type { NamespaceSummary } from "#contract/fields.ts";
import { MAIN_KINDS } from "../../app/layout/navigation.ts";
import { listHref, namespaceHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { stringifySearch } from "../../app/search-params.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { formatExact } from "../../ui/format.ts";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { NamespaceAvatar } from "../../ui/namespace-avatar.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { AssetList, AssetListLoading } from "../cards/asset-list.tsx";
import { CorrectionNote } from "./correction-note.tsx";
import classes from "./search-overview.module.css";

type SearchOverviewProps = { words: string; onWords: (words: string) => void };

/** The best of every kind, and the people and organisations of that name. */
export function SearchOverview({ words, onWords }: SearchOverviewProps) {
  const { data, error, refetch } = useCall("assets.search-overview", { query: { q: words } });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <OverviewLoading />;
  const shownFor = data.correction?.isApplied ? data.correction.words : words;
  return (
    <>
      <CorrectionNote correction={data.correction} words={words} onWords={onWords} />
      {data.sections.length + data.namespaces.length === 0 ? <NothingAnywhere /> : null}
      {data.sections.map((section) => (
        <KindSection key={section.kind} section={section} words={shownFor} />
      ))}
      <Namespaces namespaces={data.namespaces} />
    </>
  );
}

type KindSectionProps = { section: Overview["sections"][number]; words: string };

function KindSection({ section: { kind, items, total }, words }: KindSectionProps) {
  const { t, i18n } = useTranslation(["assets", "app", "finding"]);
  const title = t(`app:kindPlurals.${kind}`);
  const said = { count: total.value, shown: formatExact(total.value, i18n.language) };
  return (
    <section className={classes.section} aria-label={title}>
      <header className={classes.header}>
        <h2 className={classes.title}>
          <KindBadge kind={kind} withLabel={false} size={19} />
          {title}
        </h2>
        <span className={classes.count}>{t(total.isExact ? "count" : "countAbout", said)}</span>
        {total.value > items.length ? (
          <PageLink
            href={`/search${stringifySearch({ q: words, kind })}`}
            className={classes.all}
            aria-label={t("home.allOf", { title })}
          >
            {t("home.all")}
            <IconChevronRight size={14} aria-hidden="true" />
          </PageLink>
        ) : null}
      </header>
      <AssetList assets={items} withKind={false} />
    </section>
  );
}

function Namespaces({ namespaces }: { namespaces: NamespaceSummary[] }) {
  const { t } = useTranslation("finding");
  if (namespaces.length === 0) return null;
  return (
    <section className={classes.section} aria-label={t("namespaces")}>
      <header className={classes.header}>
        <h2 className={classes.title}>{t("namespaces")}</h2>
      </header>
      <ul className={classes.namespaces}>
        {namespaces.map((namespace) => (
          <li key={namespace.name}>
            <PageLink href={namespaceHref(namespace.name)} className={classes.namespace}>
              <NamespaceAvatar namespace={namespace} size={36} />
              <span className={classes.names}>
                <span className={classes.name}>{namespace.nickname || namespace.name}</span>
                <span className={classes.count}>
                  {namespace.nickname ? `${namespace.name} · ` : ""}
                  {t(`suggest.${namespace.kind}`)}
                </span>
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NothingAnywhere() {
  const { t } = useTranslation(["assets", "finding", "app"]);
  return (
    <EmptyState
      title={t("empty.noMatch")}
      description={t("finding:nothingAnywhere")}
      icon={IconSearchOff}
    >
      {MAIN_KINDS.map((kind) => (
        <Button key={kind} component={PageLink} href={listHref(kind)} variant="default">
          {t(`app:kindPlurals.${kind}`)}
        </Button>
      ))}
    </EmptyState>
  );
}

function OverviewLoading() {
  return (
    <div aria-busy="true">
      {[0, 1].map((section) => (
        <div key={section} className={classes.section}>
          <Skeleton height={24} width={160} mb="sm" />
          <AssetListLoading count={4} />
        </div>
      ))}
    </div>
  );
}
