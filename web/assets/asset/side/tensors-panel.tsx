import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { revisionHref } from "../../../app/addresses.ts";
import { useCall } from "../../../app/gallery.ts";
import { PageLink } from "../../../ui/page-link.tsx";
import { Bytes, Count } from "../../../ui/values.tsx";
import panel from "../card-page.module.css";
import { addressOf } from "../use-asset.ts";
import { weightsOf } from "./weights-of.ts";

/** DIS-4: how large a model is, and of which tensor types, where a file at its root tells. */
export function TensorsPanel({ asset }: { asset: Asset }) {
  const params = { ...addressOf(asset), revision: asset.defaultBranch };
  const { data } = useCall("repositories.list-tree", { params, query: { limit: 1000 } });
  const names = data?.items.flatMap(({ type, name }) => (type === "file" ? [name] : []));
  const path = names && weightsOf(names);
  return path === undefined ? null : <Tensors asset={asset} path={path} />;
}

function Tensors({ asset, path }: { asset: Asset; path: string }) {
  const { t } = useTranslation("asset-page");
  const address = addressOf(asset);
  const at = { revision: asset.defaultBranch, path };
  const { data } = useCall("repositories.get-tensor-summary", { params: { ...address, ...at } });
  if (!data || data.totals.tensors === 0) return null;
  const { parameters, sizeBytes, dtypes } = data.totals;
  return (
    <section>
      <h2 className={panel.panelTitle}>{t("tensors.title")}</h2>
      <dl className={panel.facts}>
        <dt>{t("tensors.parameters")}</dt>
        <dd>
          <Count value={parameters} />
        </dd>
        <dt>{t("tensors.types")}</dt>
        <dd>{dtypes.map(({ dtype }) => dtype).join(" · ")}</dd>
        <dt>{t("tensors.size")}</dt>
        <dd>
          <Bytes value={sizeBytes} />
        </dd>
        <dt>{t("tensors.file")}</dt>
        <dd>
          <PageLink href={revisionHref(address, "blob", at)} className={panel.fileLink}>
            {path}
          </PageLink>
        </dd>
      </dl>
    </section>
  );
}
