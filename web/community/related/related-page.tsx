import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLink } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { relatedKindsOf } from "#contract/community/related-kinds.ts";
import { useCall, useListCall } from "../../app/gallery.ts";
import { AssetList, AssetListLoading } from "../../assets/cards/asset-list.tsx";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { LinkedRow } from "./linked-row.tsx";
import classes from "./related.module.css";

const LinkDialog = lazy(async () => ({ default: (await import("./link-dialog.tsx")).LinkDialog }));

/** COM-2, DIS-4: what belongs to an asset: linked by people, or named by cards. */
export function RelatedPage() {
  const { t } = useTranslation("related");
  const asset = useAsset();
  usePageTitle(t("titleOf", { name: asset.fullName }));
  return (
    <div className={classes.page}>
      <Linked asset={asset} />
      <MadeFrom asset={asset} />
      <Derived asset={asset} />
    </div>
  );
}

function Linked({ asset }: { asset: Asset }) {
  const { t } = useTranslation("related");
  const [isOpen, dialog] = useDisclosure(false);
  const links = useListCall("community.list-related-assets", { params: addressOf(asset) });
  const items = links.data?.pages.flatMap((page) => page.items);
  const canLink = asset.abilities.manage && relatedKindsOf(asset.kind).length > 0;
  const button = canLink ? (
    <Button leftSection={<IconLink size={16} />} onClick={dialog.open}>
      {t("link.action")}
    </Button>
  ) : null;
  return (
    <section>
      <div className={classes.bar}>
        <h2 className={classes.title}>{t("linked")}</h2>
        {items && items.length > 0 ? button : null}
      </div>
      {links.error ? (
        <ErrorState error={links.error} onRetry={() => void links.refetch()} />
      ) : items === undefined ? (
        <AssetListLoading count={3} view="rows" />
      ) : items.length === 0 ? (
        <EmptyState
          title={t("none")}
          description={t(canLink ? "noneOwn" : "noneText")}
          icon={IconLink}
        >
          {button}
        </EmptyState>
      ) : (
        <ul className={classes.rows} aria-label={t("linked")}>
          {items.map((link) => (
            <LinkedRow key={link.id} asset={asset} link={link} />
          ))}
        </ul>
      )}
      <LoadMore {...links} />
      {isOpen ? (
        <Suspense>
          <LinkDialog asset={asset} onClose={dialog.close} />
        </Suspense>
      ) : null}
    </section>
  );
}

/** What the card names, as far as it is here. */
function MadeFrom({ asset }: { asset: Asset }) {
  const { t } = useTranslation("related");
  const { data } = useCall("assets.get-lineage", { params: addressOf(asset) });
  const origins = data ? [...data.baseModels, ...data.datasets] : [];
  const assets = origins.flatMap((origin) => origin.asset ?? []);
  if (assets.length === 0) return null;
  return (
    <section>
      <div className={classes.bar}>
        <h2 className={classes.title}>{t("madeFrom")}</h2>
      </div>
      <AssetList assets={assets} view="rows" />
    </section>
  );
}

/** What other cards name it for. */
function Derived({ asset }: { asset: Asset }) {
  const { t } = useTranslation("related");
  const derived = useListCall("assets.list-derived-assets", { params: addressOf(asset) });
  const assets = derived.data?.pages.flatMap((page) => page.items) ?? [];
  if (assets.length === 0) return null;
  return (
    <section>
      <div className={classes.bar}>
        <h2 className={classes.title}>{t(asset.kind === "dataset" ? "madeWith" : "madeOfIt")}</h2>
      </div>
      <AssetList assets={assets} view="rows" />
      <LoadMore {...derived} />
    </section>
  );
}
