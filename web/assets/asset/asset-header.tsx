import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { VersionBadge } from "../../publishing/versions/version-badge.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { NamespaceAvatar } from "../../ui/namespace-avatar.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Bytes } from "../../ui/values.tsx";
import { Cover } from "../cards/cover.tsx";
import { AssetMarks } from "../cards/asset-marks.tsx";
import { titleOf } from "../title.ts";
import { AssetActions } from "./asset-actions.tsx";
import classes from "./asset-header.module.css";
import { AssetTabs } from "./asset-tabs.tsx";
import { AssetTerms } from "./asset-terms.tsx";
import { addressOf } from "./use-asset.ts";

/** Names, what it is, what this viewer may do with it, and the tabs. */
export function AssetHeader({ asset }: { asset: Asset }) {
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        {asset.coverUrl === null ? null : (
          <div className={classes.cover}>
            <Cover asset={asset} />
          </div>
        )}
        <div className={classes.names}>
          <Names asset={asset} />
          {asset.description ? <p className={classes.description}>{asset.description}</p> : null}
          <Identity asset={asset} />
        </div>
        <AssetActions asset={asset} />
      </div>
      <AssetTerms asset={asset} />
      <AssetTabs asset={asset} />
    </header>
  );
}

/** Owner and name; in Chinese the Chinese name first and the full name below it. */
function Names({ asset }: { asset: Asset }) {
  const { t, i18n } = useTranslation("assets");
  const title = titleOf(asset, i18n.language);
  const fullName = (
    <>
      <PageLink href={namespaceHref(asset.owner.name)} className={classes.owner}>
        <NamespaceAvatar namespace={asset.owner} size={22} />
        {asset.owner.name}
      </PageLink>
      <span className={classes.slash}>/</span>
      <span>{asset.name}</span>
      <CopyButton value={asset.fullName} label={t("copyFullName")} />
    </>
  );
  const badges = (
    <>
      <KindBadge kind={asset.kind} />
      <AssetMarks asset={asset} />
      <VersionBadge address={addressOf(asset)} />
    </>
  );
  const isNamed = title === asset.name;
  return (
    <>
      <h1 className={classes.title}>{isNamed ? fullName : title}</h1>
      <OtherTitles asset={asset} shown={title} />
      <div className={classes.fullName}>
        {isNamed ? null : fullName}
        {badges}
      </div>
    </>
  );
}

/** DIS-4: its title in the other language, for readers of both. */
function OtherTitles({ asset, shown }: { asset: Asset; shown: string }) {
  const others = [
    { lang: "en", title: titleOf(asset, "en") },
    { lang: "zh-CN", title: asset.titleZh },
  ].filter(({ title }) => title !== "" && title !== shown && title !== asset.name);
  if (others.length === 0) return null;
  return (
    <p className={classes.otherTitles}>
      {others.map(({ lang, title }) => (
        <span key={lang} lang={lang}>
          {title}
        </span>
      ))}
    </p>
  );
}

/** DIS-4: the id by which others link it, and how large it is. */
function Identity({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  return (
    <dl className={classes.identity}>
      <div>
        <dt>{t("facts.id")}</dt>
        <dd>
          <code>{asset.id}</code>
          <CopyButton value={asset.id} label={t("copyId")} />
        </dd>
      </div>
      <div>
        <dt>{t("facts.size")}</dt>
        <dd>
          <Bytes value={asset.sizeBytes} />
        </dd>
      </div>
    </dl>
  );
}

export function AssetHeaderLoading() {
  return (
    <div className={classes.header} aria-busy="true">
      <Skeleton height={30} width="min(24rem, 80%)" />
      <Skeleton height={16} width="min(34rem, 95%)" mt={14} />
      <Skeleton height={22} width="min(18rem, 60%)" mt={14} />
      <Skeleton height={37} mt={20} />
      <Skeleton height={320} mt={20} />
    </div>
  );
}
