import { Button, Skeleton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { versionsHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { titleOf } from "../../assets/title.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { Page, PageHeader, usePageTitle } from "../../ui/page.tsx";
import { SearchPicker } from "../../ui/search-picker.tsx";
import { AddVersionForm } from "./add-version-form.tsx";
import classes from "./versions.module.css";

const SETTLED_MS = 250;
const SHOWN = 10;

/** PUB-5, publish mode "add version": the asset is found by its title, then its version is told. */
export function AddVersionPage() {
  const { t } = useTranslation(["versions", "repositories", "assets"]);
  usePageTitle(t("mode.title"));
  const [chosen, setChosen] = useState<AssetSummary | null>(null);
  return (
    <Page isNarrow>
      <PageHeader title={t("mode.title")} description={t("mode.text")} />
      {chosen === null ? (
        <AssetPicker onChoose={setChosen} />
      ) : (
        <>
          <div className={classes.chosen}>
            <OwnAsset asset={chosen} />
            <Button variant="subtle" size="xs" onClick={() => setChosen(null)}>
              {t("mode.other")}
            </Button>
          </div>
          <VersionOf asset={chosen} onClose={() => setChosen(null)} />
        </>
      )}
    </Page>
  );
}

function AssetPicker({ onChoose }: { onChoose: (asset: AssetSummary) => void }) {
  const { t } = useTranslation("versions");
  const [words, setWords] = useState("");
  const [settled] = useDebouncedValue(words.trim(), SETTLED_MS);
  const query = { state: "published" as const, limit: SHOWN, q: settled };
  const { data } = useCall("assets.list-own-assets", { query });
  const found = data?.items;
  return (
    <SearchPicker
      label={t("mode.asset")}
      description={t("mode.assetText")}
      words={words}
      onWords={setWords}
      options={found?.map((asset) => ({ value: asset.id, shown: <OwnAsset asset={asset} /> }))}
      nothing={t("mode.nothing")}
      onChoose={(id) => {
        const asset = found?.find((each) => each.id === id);
        if (asset) onChoose(asset);
      }}
    />
  );
}

function OwnAsset({ asset }: { asset: AssetSummary }) {
  const { i18n } = useTranslation();
  const title = titleOf(asset, i18n.language);
  return (
    <span className={classes.own}>
      <KindBadge kind={asset.kind} withLabel={false} />
      <span>
        {asset.owner.name}/{asset.name}
      </span>
      {title === asset.name ? null : <span className={classes.quiet}>{title}</span>}
    </span>
  );
}

function VersionOf({ asset, onClose }: { asset: AssetSummary; onClose: () => void }) {
  const navigate = useNavigate();
  const params = addressOf(asset);
  const detail = useCall("assets.get-asset", { params });
  const versions = useCall("publishing.list-versions", { params, query: { limit: 1 } });
  const error = detail.error ?? versions.error;
  if (error) return <ErrorState error={error} onRetry={() => void detail.refetch()} />;
  if (!detail.data || !versions.data) return <Skeleton height={320} radius="lg" />;
  return (
    <AddVersionForm
      asset={detail.data}
      newest={versions.data.newest}
      onClose={onClose}
      onAdded={() => navigate({ href: versionsHref(params) })}
    />
  );
}
