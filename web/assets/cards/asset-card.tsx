import { useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { termName } from "#contract/taxonomies/term.ts";
import { assetHref } from "../../app/addresses.ts";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { NamespaceAvatar } from "../../ui/namespace-avatar.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { addressOf } from "../asset/use-asset.ts";
import { fullNameOf, titleOf } from "../title.ts";
import classes from "./asset-card.module.css";
import { AssetFacts } from "./asset-facts.tsx";
import { AssetMarks } from "./asset-marks.tsx";
import { Cover } from "./cover.tsx";

type AssetEntryProps = {
  asset: AssetSummary;
  /** Off where every entry is of one kind. */
  withKind?: boolean;
};

/** An asset as a card in a grid. */
export function AssetCard({ asset, withKind = true }: AssetEntryProps) {
  return (
    <PageLink href={assetHref(addressOf(asset))} className={classes.card}>
      <Cover asset={asset} />
      <div className={classes.text}>
        <Names asset={asset} withKind={withKind} />
        {asset.description ? <p className={classes.description}>{asset.description}</p> : null}
        <AssetFacts asset={asset} />
      </div>
      <Category asset={asset} />
    </PageLink>
  );
}

/** The same as a dense row. */
export function AssetRow({ asset, withKind = true }: AssetEntryProps) {
  return (
    <PageLink href={assetHref(addressOf(asset))} className={classes.row}>
      <div className={classes.small}>
        <Cover asset={asset} />
      </div>
      <div className={classes.names}>
        <Names asset={asset} withKind={withKind} />
        {asset.description ? <p className={classes.description}>{asset.description}</p> : null}
      </div>
      <AssetFacts asset={asset} />
    </PageLink>
  );
}

/** The first category, over the cover; the page of the asset has them all. */
function Category({ asset }: { asset: AssetSummary }) {
  const { i18n } = useTranslation();
  const [first, ...others] = asset.categories;
  if (first === undefined) return null;
  const more = others.length > 0 ? ` +${others.length}` : "";
  return (
    <span className={classes.category}>
      {termName(first, i18n.language)}
      {more}
    </span>
  );
}

function Names({ asset, withKind }: Required<AssetEntryProps>) {
  const { i18n } = useTranslation();
  const title = titleOf(asset, i18n.language);
  return (
    <>
      <div className={classes.top}>
        {withKind ? <KindBadge kind={asset.kind} withLabel={false} /> : null}
        <span className={classes.title} title={title}>
          {title}
        </span>
        <AssetMarks asset={asset} />
      </div>
      <div className={classes.owner}>
        <NamespaceAvatar namespace={asset.owner} size={18} />
        <span className={classes.ownerName}>
          {title === asset.name ? asset.owner.name : fullNameOf(asset)}
        </span>
      </div>
    </>
  );
}
