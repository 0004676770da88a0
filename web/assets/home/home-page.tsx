import { useTranslation } from "react-i18next";
import { listHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { MAIN_KINDS, MORE_KINDS } from "../../app/layout/navigation.ts";
import { SearchField } from "../../app/layout/search-field.tsx";
import { useAccount } from "../../app/session.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Page, usePageTitle } from "../../ui/page.tsx";
import { FirstAccountNotice, FreshGallery } from "./fresh-gallery.tsx";
import { HomeSection } from "./home-section.tsx";
import classes from "./home.module.css";
import { MemberSection } from "./member-section.tsx";
import { SHELF } from "./shelf.ts";
import { StartingPoints } from "./starting-points.tsx";

export function HomePage() {
  const account = useAccount();
  const trending = useCall("assets.search-assets", { query: SHELF.trending });
  usePageTitle(undefined);
  const isEmpty = trending.data?.items.length === 0;
  return (
    <Page>
      <Entrance isMember={Boolean(account)} />
      {account ? <MemberSection account={account} /> : null}
      {account === null && !isEmpty ? <FirstAccountNotice /> : null}
      {isEmpty ? <FreshGallery account={account} /> : <Shelves />}
    </Page>
  );
}

/** Who is at home here needs no introduction. */
function Entrance({ isMember }: { isMember: boolean }) {
  const { t } = useTranslation(["home", "app"]);
  return (
    <section className={classes.entrance}>
      <h1 className={classes.lead}>{t("lead")}</h1>
      {isMember ? null : <p className={classes.leadText}>{t("leadText")}</p>}
      <div className={classes.search}>
        <SearchField size="lg" />
      </div>
      <nav className={classes.kinds} aria-label={t("byKind")}>
        {[...MAIN_KINDS, ...MORE_KINDS].map((kind) => (
          <PageLink key={kind} href={listHref(kind)} className={classes.kind}>
            <KindBadge kind={kind} withLabel={false} />
            {t(`app:kindPlurals.${kind}`)}
          </PageLink>
        ))}
      </nav>
    </section>
  );
}

function Shelves() {
  const { t } = useTranslation("home");
  const featured = useCall("assets.search-assets", { query: SHELF.featured });
  const trending = useCall("assets.search-assets", { query: SHELF.trending });
  const newest = useCall("assets.search-assets", { query: SHELF.newest });
  const articles = useCall("assets.search-assets", { query: SHELF.articles });
  const failed = trending.error ?? newest.error;
  if (failed) return <ErrorState error={failed} onRetry={() => void trending.refetch()} />;
  return (
    <>
      <HomeSection
        title={t("featured")}
        href="/search?featured=true"
        assets={featured.data?.items}
        isOptional
      />
      <HomeSection
        title={t("trending")}
        href="/search?sort=trending"
        assets={trending.data?.items}
      />
      <StartingPoints facets={trending.data?.facets} />
      <HomeSection title={t("newest")} href="/search?sort=newest" assets={newest.data?.items} />
      <HomeSection
        title={t("articles")}
        href={listHref("article")}
        assets={articles.data?.items}
        isOptional
        view="rows"
      />
    </>
  );
}
