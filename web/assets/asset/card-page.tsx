import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle, IconFileText, IconLock, IconPencil } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, Card } from "#contract/assets/asset.ts";
import { assetHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { useCardIssueText } from "../card-issue-text.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { MarkdownLoading, MarkdownText } from "../../ui/markdown/markdown.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { fullNameOf, titleOf } from "../title.ts";
import { AssetFactsPanel } from "./asset-facts-panel.tsx";
import classes from "./card-page.module.css";
import { repositoryUrls } from "./repository-urls.ts";
import { addressOf, useAsset } from "./use-asset.ts";

const GatePanel = lazy(async () => ({
  default: (await import("../gate/gate-panel.tsx")).GatePanel,
}));

const SubscribePanel = lazy(async () => ({
  default: (await import("../../subscriptions/subscribe-panel.tsx")).SubscribePanel,
}));

const ArticlePage = lazy(async () => ({
  default: (await import("../../community/articles/page/article-page.tsx")).ArticlePage,
}));

const CaseParts = lazy(async () => ({
  default: (await import("../../community/cases/case-parts.tsx")).CaseParts,
}));

/** The card: README.md, and beside it the facts. */
export function CardPage() {
  const { i18n } = useTranslation();
  const asset = useAsset();
  const title = titleOf(asset, i18n.language);
  usePageTitle(title === asset.name ? fullNameOf(asset) : title);
  if (asset.kind === "article" && asset.abilities.read) {
    return (
      <Suspense fallback={<MarkdownLoading />}>
        <ArticlePage asset={asset} />
      </Suspense>
    );
  }
  return (
    <div className={classes.layout}>
      <article className={classes.card}>
        {asset.abilities.read ? <CardText asset={asset} /> : <ClosedCard asset={asset} />}
      </article>
      <AssetFactsPanel asset={asset} />
    </div>
  );
}

/** Seen, but not to be read by this viewer: where that may be asked for, it is asked for here. */
function ClosedCard({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  if (asset.needsSubscription) {
    return (
      <Suspense fallback={<MarkdownLoading />}>
        <SubscribePanel asset={asset} />
      </Suspense>
    );
  }
  if (asset.gate !== "off") {
    return (
      <Suspense fallback={<MarkdownLoading />}>
        <GatePanel asset={asset} />
      </Suspense>
    );
  }
  return <EmptyState title={t("card.closed")} description={t("card.closedText")} icon={IconLock} />;
}

function CardText({ asset }: { asset: Asset }) {
  const params = addressOf(asset);
  const { data: card, error, refetch } = useCall("assets.get-card", { params });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!card) return <MarkdownLoading />;
  return (
    <>
      {asset.abilities.write ? <CardErrors errors={card.errors} /> : null}
      {card.body.trim() === "" ? (
        <NoCard asset={asset} />
      ) : (
        <MarkdownText
          source={card.body}
          {...repositoryUrls(params, {
            revision: asset.defaultBranch,
            commit: card.commit ?? asset.defaultBranch,
            folder: "",
          })}
        />
      )}
      {asset.kind === "case" ? (
        <Suspense fallback={null}>
          <CaseParts asset={asset} />
        </Suspense>
      ) : null}
    </>
  );
}

function CardErrors({ errors }: Pick<Card, "errors">) {
  const { t } = useTranslation("assets");
  const textOf = useCardIssueText();
  if (errors.length === 0) return null;
  return (
    <Alert color="orange" icon={<IconAlertTriangle size={18} />} title={t("card.errors")} mb="lg">
      <ul className={classes.errors}>
        {errors.map((error) => (
          <li key={`${error.line} ${error.message}`}>{textOf(error)}</li>
        ))}
      </ul>
    </Alert>
  );
}

function NoCard({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  return (
    <EmptyState title={t("card.none")} description={t("card.noneText")} icon={IconFileText}>
      {asset.abilities.write ? (
        <Button
          component={PageLink}
          href={`${assetHref(addressOf(asset))}/edit`}
          leftSection={<IconPencil size={16} />}
        >
          {t("card.write")}
        </Button>
      ) : null}
    </EmptyState>
  );
}
