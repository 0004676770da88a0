import { Button, Skeleton } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { findHardware } from "#contract/taxonomies/hardware.ts";
import { findLicence } from "#contract/taxonomies/licences.ts";
import { termName } from "#contract/taxonomies/term.ts";
import { assetHref, searchHref } from "../../app/addresses.ts";
import { ReportButton } from "../../community/reports/report-button.tsx";
import { KindFactsPanel } from "../../publishing/kind-facts.tsx";
import { Restrictions } from "../../subscriptions/restrictions.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Bytes, Count, RelativeTime } from "../../ui/values.tsx";
import classes from "./card-page.module.css";
import { ChecksPanel } from "./checks/checks-panel.tsx";
import { CompletenessPanel } from "../completeness/completeness-panel.tsx";
import { addressOf } from "./use-asset.ts";
import { describeMachine } from "./describe-machine.ts";
import { DownloadsPanel } from "./side/downloads-panel.tsx";
import { DerivedPanel, LineagePanel } from "./side/lineage-panel.tsx";
import { TensorsPanel } from "./side/tensors-panel.tsx";

/** The side column of the card: downloads, counts, size, licence text, lineage, tensors. */
export function AssetFactsPanel({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  return (
    <aside className={classes.panel} aria-label={t("facts.label")}>
      {asset.abilities.write ? (
        <Button
          component={PageLink}
          href={`${assetHref(addressOf(asset))}/edit`}
          variant="default"
          leftSection={<IconPencil size={16} />}
        >
          {t("card.edit")}
        </Button>
      ) : null}
      {asset.abilities.write ? (
        <Suspense fallback={<Skeleton height={84} radius="md" />}>
          <CompletenessPanel asset={asset} />
        </Suspense>
      ) : null}
      <Suspense fallback={<Skeleton height={84} radius="md" />}>
        <DownloadsPanel asset={asset} />
      </Suspense>
      <Facts asset={asset} />
      <Suspense fallback={null}>
        <Restrictions asset={asset} />
      </Suspense>
      {asset.kind === "model" && asset.isCustomModel ? (
        <p className={classes.note}>{t("facts.customModel")}</p>
      ) : null}
      <Suspense fallback={null}>
        <KindFactsPanel asset={asset} />
      </Suspense>
      <Licences asset={asset} />
      <LineagePanel asset={asset} />
      <Machine asset={asset} />
      <Tags tags={asset.tags} />
      {/* Last, so that nothing moves when their answers and texts arrive. */}
      <Suspense fallback={null}>
        <DerivedPanel asset={asset} />
        {asset.kind === "model" && asset.abilities.read ? (
          <>
            <TensorsPanel asset={asset} />
            <ChecksPanel asset={asset} />
          </>
        ) : null}
        {asset.abilities.manage ? null : (
          <div>
            <ReportButton target={{ type: "asset", ...addressOf(asset) }} />
          </div>
        )}
      </Suspense>
    </aside>
  );
}

function Facts({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  return (
    <dl className={classes.facts}>
      <dt>{t("downloads")}</dt>
      <dd>
        <Count value={asset.downloads} />
      </dd>
      <dt>{t("facts.subscriptions")}</dt>
      <dd>
        <Count value={asset.subscriptions} />
      </dd>
      <dt>{t("facts.views")}</dt>
      <dd>
        <Count value={asset.views} />
      </dd>
      <dt>{t("facts.size")}</dt>
      <dd>
        <Bytes value={asset.sizeBytes} />
      </dd>
      <dt>{t("facts.files")}</dt>
      <dd>
        <Count value={asset.fileCount} />
      </dd>
      <dt>{t("facts.updated")}</dt>
      <dd>
        <RelativeTime value={asset.updatedAt} />
      </dd>
      <dt>{t("facts.created")}</dt>
      <dd>
        <RelativeTime value={asset.createdAt} />
      </dd>
    </dl>
  );
}

/** REP-9: every licence opens its text. */
function Licences({ asset }: { asset: Asset }) {
  const { t, i18n } = useTranslation("assets");
  if (asset.licences.length === 0) return null;
  return (
    <section>
      <h2 className={classes.panelTitle}>{t("filters.licence")}</h2>
      <ul className={classes.links}>
        {asset.licences.map((id) => {
          const licence = findLicence(id);
          const name = licence ? termName(licence, i18n.language) : id;
          return (
            <li key={id}>
              {licence?.url ? (
                <a href={licence.url} target="_blank" rel="noopener noreferrer">
                  {name}
                </a>
              ) : (
                name
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Machine({ asset }: { asset: Asset }) {
  const { t, i18n } = useTranslation("assets");
  const names = asset.hardware.map((id) => {
    const hardware = findHardware(id);
    return hardware ? termName(hardware, i18n.language) : id;
  });
  const { minimumSpecification, supportsDistributedTraining, supportsDistributedInference } =
    asset.settings;
  const lines = [
    ...(names.length > 0 ? [names.join(", ")] : []),
    ...describeMachine(minimumSpecification, t),
    ...(supportsDistributedTraining ? [t("machine.training")] : []),
    ...(supportsDistributedInference ? [t("machine.inference")] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <section>
      <h2 className={classes.panelTitle}>{t("filters.hardware")}</h2>
      <ul className={classes.links}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function Tags({ tags }: { tags: string[] }) {
  const { t } = useTranslation("assets");
  if (tags.length === 0) return null;
  return (
    <section>
      <h2 className={classes.panelTitle}>{t("facts.tags")}</h2>
      <div className={classes.tags}>
        {tags.map((tag) => (
          <PageLink key={tag} href={searchHref(tag)} preload={false} className={classes.tag}>
            {tag}
          </PageLink>
        ))}
      </div>
    </section>
  );
}
