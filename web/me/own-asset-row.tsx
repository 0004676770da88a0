import { VisuallyHidden } from "@mantine/core";
import {
  IconBookmark,
  IconDownload,
  IconEye,
  IconFiles,
  IconHeart,
  type Icon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { OwnAsset } from "#contract/assets/own.ts";
import { assetHref } from "../app/addresses.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { AssetMarks } from "../assets/cards/asset-marks.tsx";
import { CompletenessLink } from "../assets/completeness/completeness-link.tsx";
import { fullNameOf, titleOf } from "../assets/title.ts";
import { KindBadge } from "../ui/kind-badge.tsx";
import { PageLink } from "../ui/page-link.tsx";
import rows from "../ui/rows.module.css";
import { Bytes, Count, RelativeTime } from "../ui/values.tsx";
import type { OwnAction } from "./own-asset-action.tsx";
import { OwnAssetButtons } from "./own-asset-buttons.tsx";

type OwnAssetRowProps = { asset: OwnAsset; onAct: (action: OwnAction) => void };

/** ACC-9: one's asset, how it fares, and what may be done with it. */
export function OwnAssetRow({ asset, onAct }: OwnAssetRowProps) {
  const { t, i18n } = useTranslation(["me", "assets"]);
  const published = asset.state === "published" ? asset.publishedAt : null;
  return (
    <li className={rows.row}>
      <KindBadge kind={asset.kind} withLabel={false} size={20} />
      <div className={rows.words}>
        <div className={rows.title}>
          <PageLink href={assetHref(addressOf(asset))} className={rows.name}>
            {titleOf(asset, i18n.language)}
          </PageLink>
          <AssetMarks asset={asset} />
        </div>
        <div className={rows.facts}>
          <span>{fullNameOf(asset)}</span>
          <span>
            <Trans
              t={t}
              i18nKey={published === null ? "updatedAt" : "publishedAt"}
              components={{ time: <RelativeTime value={published ?? asset.updatedAt} /> }}
            />
          </span>
          <Fact icon={IconEye} label={t("views")}>
            <Count value={asset.views} />
          </Fact>
          <Fact icon={IconDownload} label={t("assets:downloads")}>
            <Count value={asset.downloads} />
          </Fact>
          <Fact icon={IconHeart} label={t("assets:favourites")}>
            <Count value={asset.favourites} />
          </Fact>
          <Fact icon={IconBookmark} label={t("assets:facts.subscriptions")}>
            <Count value={asset.subscriptions} />
          </Fact>
          <Fact icon={IconFiles} label={t("contents")}>
            {t("files", { count: asset.fileCount })}, <Bytes value={asset.sizeBytes} />
          </Fact>
          <CompletenessLink asset={asset} />
        </div>
      </div>
      <OwnAssetButtons asset={asset} onAct={onAct} />
    </li>
  );
}

type FactProps = { icon: Icon; label: string; children: ReactNode };

function Fact({ icon: FactIcon, label, children }: FactProps) {
  return (
    <span className={rows.fact} title={label}>
      <FactIcon size={13} aria-hidden="true" />
      <VisuallyHidden>{label}</VisuallyHidden>
      <span>{children}</span>
    </span>
  );
}
