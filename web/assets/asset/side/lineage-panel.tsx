import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Origin } from "#contract/assets/lineage.ts";
import { assetHref, assetPageHref, searchHref } from "../../../app/addresses.ts";
import { useCall } from "../../../app/gallery.ts";
import { KindBadge } from "../../../ui/kind-badge.tsx";
import { PageLink } from "../../../ui/page-link.tsx";
import panel from "../card-page.module.css";
import { fullNameOf } from "../../title.ts";
import { addressOf } from "../use-asset.ts";
import classes from "./side.module.css";

const DERIVED_SHOWN = 4;

/**
 * DIS-4: what the card names as base models and datasets. The names are known with the asset; that
 * they lead somewhere follows, and moves nothing.
 */
export function LineagePanel({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  const { baseModels, datasets } = asset.settings;
  const { data } = useCall("assets.get-lineage", { params: addressOf(asset) });
  const wordsOf = (names: readonly string[]) => names.map((name) => ({ name, asset: null }));
  return (
    <>
      <Origins
        title={t("facts.baseModels")}
        origins={data?.baseModels ?? wordsOf(baseModels)}
        isKnown={data !== undefined}
      />
      <Origins
        title={t("facts.datasets")}
        origins={data?.datasets ?? wordsOf(datasets)}
        isKnown={data !== undefined}
      />
    </>
  );
}

type OriginsProps = { title: string; origins: readonly Origin[]; isKnown: boolean };

function Origins({ title, origins, isKnown }: OriginsProps) {
  if (origins.length === 0) return null;
  return (
    <section>
      <h2 className={panel.panelTitle}>{title}</h2>
      <ul className={panel.links}>
        {origins.map((origin) => (
          <li key={origin.name}>
            <OriginName origin={origin} isKnown={isKnown} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type OriginNameProps = { origin: Origin; isKnown: boolean };

/** An asset that the viewer sees is linked; a bare word can be searched for; the rest is a word. */
function OriginName({ origin: { name, asset }, isKnown }: OriginNameProps) {
  if (asset !== null) {
    return (
      <PageLink href={assetHref(addressOf(asset))} preload={false}>
        {fullNameOf(asset)}
      </PageLink>
    );
  }
  if (!isKnown || name.includes("/")) return <span className={classes.word}>{name}</span>;
  return (
    <PageLink href={searchHref(name)} preload={false}>
      {name}
    </PageLink>
  );
}

/** DIS-4: what was made from a model or with a dataset; the rest stands on the page of what is related. */
export function DerivedPanel({ asset }: { asset: Asset }) {
  const { t } = useTranslation("asset-page");
  const params = addressOf(asset);
  const query = { limit: DERIVED_SHOWN };
  const { data } = useCall("assets.list-derived-assets", { params, query });
  if (!data || data.items.length === 0) return null;
  return (
    <section>
      <h2 className={panel.panelTitle}>
        {t(asset.kind === "dataset" ? "derived.withIt" : "derived.fromIt")}
      </h2>
      <ul className={panel.links}>
        {data.items.map((made) => (
          <li key={made.id} className={classes.origin}>
            <KindBadge kind={made.kind} withLabel={false} />
            <PageLink href={assetHref(addressOf(made))} preload={false}>
              {fullNameOf(made)}
            </PageLink>
          </li>
        ))}
      </ul>
      {data.nextCursor === null ? null : (
        <p className={classes.more}>
          <PageLink href={assetPageHref(params, "related")}>{t("derived.all")}</PageLink>
        </p>
      )}
    </section>
  );
}
