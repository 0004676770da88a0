import { Skeleton } from "@mantine/core";
import { IconTags } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { AddVersionButton } from "./add-version-button.tsx";
import { useVersions } from "./use-versions.ts";
import { VersionRow } from "./version-row.tsx";
import classes from "./versions.module.css";

/** DIS-4, PUB-5 `/versions`: the versions of an asset, the highest first. */
export function VersionsPage() {
  const { t } = useTranslation(["versions", "publishing"]);
  const asset = useAsset();
  usePageTitle(t("titleOf", { name: asset.fullName }));
  const versions = useVersions(addressOf(asset));
  if (versions.error) {
    return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  }
  const [first] = versions.data?.pages ?? [];
  if (!versions.data || first === undefined) return <Skeleton height={360} radius="lg" />;
  const items = versions.data.pages.flatMap((page) => page.items);
  const { newest, canAdd } = first;
  if (items.length === 0) return <NoVersions asset={asset} canAdd={canAdd} />;
  return (
    <>
      <div className={classes.bar}>
        <h2 className={classes.title}>{t("title")}</h2>
        {canAdd ? <AddVersionButton asset={asset} newest={newest} /> : null}
      </div>
      <ul className={classes.versions}>
        {items.map((version) => (
          <VersionRow
            key={version.number}
            asset={asset}
            version={version}
            isNewest={version.number === newest}
          />
        ))}
      </ul>
      <LoadMore {...versions} />
    </>
  );
}

function NoVersions({ asset, canAdd }: { asset: Asset; canAdd: boolean }) {
  const { t } = useTranslation("versions");
  const isLater = asset.abilities.manage && !canAdd;
  const text = canAdd ? "empty.add" : isLater ? "empty.publishFirst" : "empty.text";
  return (
    <EmptyState title={t("empty.title")} description={t(text)} icon={IconTags}>
      {canAdd ? <AddVersionButton asset={asset} newest={null} /> : null}
    </EmptyState>
  );
}
