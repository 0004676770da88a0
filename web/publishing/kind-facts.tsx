import { IconExternalLink } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { fieldsOf } from "#contract/publishing/publication-fields.ts";
import { isWebLink } from "#contract/publishing/references.ts";
import type { OutputOf } from "#sdk/index.ts";
import { revisionHref } from "../app/addresses.ts";
import { useCall } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import classes from "./kind-facts.module.css";
import { OF_CARD } from "./wizard/card-fields.ts";

type FactValues = OutputOf<"publishing.get-facts">["facts"];

/** What a listing of this kind says beside its card: paper, environment, image, package, regions. */
export function KindFactsPanel({ asset }: { asset: Asset }) {
  const { t } = useTranslation("publish");
  const params = addressOf(asset);
  const { data } = useCall("publishing.get-facts", { params });
  const regions = useCall("publishing.list-regions").data?.items ?? [];
  if (!data) return null;
  const chosen = regions.filter(({ id }) => data.regions.includes(id));
  const fields = fieldsOf(asset.kind).filter((field) => !OF_CARD.has(field));
  return (
    <>
      {fields.length > 0 ? <Facts asset={asset} facts={data.facts} /> : null}
      {regions.length > 1 && chosen.length > 0 ? (
        <Part title={t("facts.regions")}>{chosen.map(({ name }) => name).join(", ")}</Part>
      ) : null}
    </>
  );
}

function Facts({ asset, facts }: { asset: Asset; facts: FactValues }) {
  const { t } = useTranslation("publish");
  const { environment, isCodeOpen, imageEngine, imageChip, imageDependencies, source } = facts;
  return (
    <>
      <Paper facts={facts} />
      {isCodeOpen === undefined ? null : (
        <Part title={t("facts.code")}>{t(isCodeOpen ? "openness.open" : "openness.closed")}</Part>
      )}
      {environment === undefined ? null : (
        <Part title={t("facts.environment")}>{t(`environments.${environment}`)}</Part>
      )}
      <Image facts={facts} />
      {imageEngine ? <Part title={t("facts.engine")}>{imageEngine}</Part> : null}
      {imageChip ? <Part title={t("facts.chip")}>{imageChip}</Part> : null}
      {imageDependencies ? (
        <Part title={t("facts.dependencies")}>
          <pre className={classes.lines}>{imageDependencies}</pre>
        </Part>
      ) : null}
      {source ? <Part title={t("facts.source")}>{source}</Part> : null}
      <Package asset={asset} facts={facts} />
    </>
  );
}

/** PUB-11. */
function Paper({ facts: { paperTitle, paperLink } }: { facts: FactValues }) {
  const { t } = useTranslation("publish");
  if (!paperTitle) return null;
  return (
    <Part title={t("facts.paper")}>
      {paperLink && isWebLink(paperLink) ? (
        <a
          href={paperLink}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className={classes.link}
        >
          {paperTitle} <IconExternalLink size={13} aria-hidden="true" />
        </a>
      ) : (
        paperTitle
      )}
    </Part>
  );
}

/** PUB-19: an image is used by copying its URL. */
function Image({ facts: { imageUrl } }: { facts: FactValues }) {
  const { t } = useTranslation("publish");
  if (!imageUrl) return null;
  return (
    <Part title={t("facts.image")}>
      <span className={classes.image}>
        <code>{imageUrl}</code>
        <CopyButton value={imageUrl} label={t("facts.copyImage")} />
      </span>
      <span className={classes.image}>
        <code>docker pull {imageUrl}</code>
        <CopyButton value={`docker pull ${imageUrl}`} label={t("facts.copyPull")} />
      </span>
    </Part>
  );
}

function Package({ asset, facts: { packagePath } }: { asset: Asset; facts: FactValues }) {
  const { t } = useTranslation("publish");
  if (!packagePath) return null;
  const at = { revision: asset.defaultBranch, path: packagePath };
  return (
    <Part title={t("facts.package")}>
      {asset.abilities.read ? (
        <PageLink href={revisionHref(addressOf(asset), "blob", at)} className={classes.link}>
          {packagePath}
        </PageLink>
      ) : (
        packagePath
      )}
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.text}>{children}</div>
    </section>
  );
}
