import { Button } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Account } from "#contract/accounts/account.ts";
import { useCall } from "../../app/gallery.ts";
import { MAIN_KINDS, MORE_KINDS } from "../../app/layout/navigation.ts";
import { SearchField } from "../../app/layout/search-field.tsx";
import { listHref } from "../../app/addresses.ts";
import { useAccount, useSite } from "../../app/session.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Page, usePageTitle } from "../../ui/page.tsx";
import { HomeSection } from "./home-section.tsx";
import { SHELF } from "./shelf.ts";
import classes from "./home.module.css";

const OWN_SHOWN = 4;

export function HomePage() {
  const { t } = useTranslation(["assets", "app"]);
  const account = useAccount();
  usePageTitle(undefined);
  return (
    <Page>
      <section className={classes.hero}>
        <h1 className={classes.lead}>{t("home.lead")}</h1>
        <p className={classes.leadText}>{t("home.leadText")}</p>
        <div className={classes.search}>
          <SearchField size="lg" />
        </div>
        <nav className={classes.kinds} aria-label={t("home.byKind")}>
          {[...MAIN_KINDS, ...MORE_KINDS].map((kind) => (
            <PageLink key={kind} href={listHref(kind)} className={classes.kind}>
              <KindBadge kind={kind} withLabel={false} />
              {t(`app:kindPlurals.${kind}`)}
            </PageLink>
          ))}
        </nav>
      </section>
      {account ? <OwnSection /> : <FirstAccountNotice />}
      <Shelf account={account} />
    </Page>
  );
}

/** Demo content fills the shelf of a gallery that nobody has signed up to. */
function FirstAccountNotice() {
  const { t } = useTranslation("assets");
  const site = useSite();
  const trending = useCall("assets.search-assets", { query: SHELF.trending });
  const isShelfFilled = (trending.data?.items.length ?? 0) > 0;
  if (!site?.needsFirstAccount || !isShelfFilled) return null;
  return (
    <div className={classes.notice}>
      {t("home.fresh.first.text")}
      <Button component={PageLink} href="/sign-up" size="xs">
        {t("home.fresh.first.action")}
      </Button>
    </div>
  );
}

/** For the signed-in: what they touched last. */
function OwnSection() {
  const { t } = useTranslation("assets");
  const { data } = useCall("assets.list-own-assets", { query: { limit: OWN_SHOWN } });
  if (data?.items.length === 0) return null;
  return <HomeSection title={t("home.own")} href="/me" assets={data?.items} count={4} />;
}

function Shelf({ account }: { account: Account | null | undefined }) {
  const { t } = useTranslation("assets");
  const featured = useCall("assets.search-assets", { query: SHELF.featured });
  const trending = useCall("assets.search-assets", { query: SHELF.trending });
  const updated = useCall("assets.search-assets", { query: SHELF.updated });
  const failed = trending.error ?? updated.error;
  if (failed) return <ErrorState error={failed} onRetry={() => void trending.refetch()} />;
  if (trending.data?.items.length === 0) return <FreshGallery account={account} />;
  return (
    <>
      {featured.data && featured.data.items.length > 0 ? (
        <HomeSection
          title={t("home.featured")}
          href="/search?featured=true"
          assets={featured.data.items}
        />
      ) : null}
      <HomeSection
        title={t("home.trending")}
        href="/search?sort=trending"
        assets={trending.data?.items}
      />
      <HomeSection
        title={t("home.updated")}
        href="/search?sort=updated"
        assets={updated.data?.items}
      />
    </>
  );
}

/** Nothing is on the shelf yet: the one step that comes next. */
function FreshGallery({ account }: { account: Account | null | undefined }) {
  const { t } = useTranslation(["assets", "app"]);
  const site = useSite();
  if (!site || account === undefined) return null;
  const step = site.needsFirstAccount ? "first" : account ? "create" : "visit";
  return (
    <EmptyState
      title={t(`home.fresh.${step}.title`)}
      description={t(`home.fresh.${step}.text`)}
      icon={IconSparkles}
    >
      {step === "first" ? (
        <Button component={PageLink} href="/sign-up">
          {t("home.fresh.first.action")}
        </Button>
      ) : null}
      {step === "create" ? (
        <Button component={PageLink} href="/new?kind=model">
          {t("app:newKind", { kind: t("app:kinds.model") })}
        </Button>
      ) : null}
      {step === "visit" ? (
        <Button component={PageLink} href="/login" variant="default">
          {t("app:signIn")}
        </Button>
      ) : null}
    </EmptyState>
  );
}
