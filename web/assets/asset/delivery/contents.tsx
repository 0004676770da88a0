import { Badge } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { VersionStatus } from "#contract/publishing/version.ts";
import { versionsHref } from "../../../app/addresses.ts";
import { callOptions, useCall } from "../../../app/gallery.ts";
import { RegionNames } from "../../../publishing/versions/region-names.tsx";
import { useNewestVersion } from "../../../publishing/versions/use-versions.ts";
import { QuotaLeft } from "../../../subscriptions/quota-left.tsx";
import { useTermsText } from "../../../subscriptions/terms-text.ts";
import { PageLink } from "../../../ui/page-link.tsx";
import { useNow } from "../../../ui/use-now.ts";
import { Bytes, RelativeTime } from "../../../ui/values.tsx";
import pages from "../asset-pages.module.css";
import { addressOf } from "../use-asset.ts";

/** The files of a version, for how long, and what one has of it already. */
export function Contents({ asset }: { asset: Asset }) {
  const { t } = useTranslation(["asset-page", "subscriptions"]);
  const { offerText } = useTermsText();
  const now = useNow();
  const params = addressOf(asset);
  const newest = useNewestVersion(params)?.newest;
  const { data: offer } = useCall("subscriptions.get-offer", { params });
  const subscription = offer?.subscription ?? null;
  return (
    <dl className={`${pages.box} ${pages.facts}`}>
      <dt>{t("delivery.version")}</dt>
      <dd>
        {newest === undefined ? "…" : null}
        {newest === null ? t("delivery.noVersion") : null}
        {newest ? <VersionState asset={asset} number={newest} withDetails /> : null}
      </dd>
      <dt>{t("delivery.contents")}</dt>
      <dd>
        <span>{t("delivery.files", { count: asset.fileCount })}</span>
        <Bytes value={asset.sizeBytes} />
      </dd>
      <dt>{t("delivery.duration")}</dt>
      <dd>{offer ? offerText(offer.terms, new Date(now)) : "…"}</dd>
      {subscription === null ? null : (
        <>
          <dt>{t("delivery.own")}</dt>
          <dd>
            <span>{t(`subscriptions:states.${subscription.state}`)}</span>
            <span className={pages.quiet}>
              <QuotaLeft subscription={subscription} />
            </span>
            {subscription.version === null ? null : (
              <VersionState asset={asset} number={subscription.version} />
            )}
          </dd>
        </>
      )}
    </dl>
  );
}

/** DIS-4, DIS-7: what was available once stays usable for who has subscribed, also offline. */
const READY: ReadonlySet<VersionStatus> = new Set(["available", "offline"]);

type VersionStateProps = { asset: Asset; number: string; withDetails?: boolean };

/** A version and whether it can be used now: it is usable when its state is ready. */
function VersionState({ asset, number, withDetails = false }: VersionStateProps) {
  const { t } = useTranslation("asset-page");
  const params = { ...addressOf(asset), number };
  const { data: version } = useQuery(callOptions("publishing.get-version", { params }));
  return (
    <>
      <PageLink href={versionsHref(params)} className={pages.link}>
        {number}
      </PageLink>
      {version === undefined ? null : (
        <Badge size="sm" variant="light" color={READY.has(version.status) ? "accent" : "orange"}>
          {t(READY.has(version.status) ? "delivery.ready" : "delivery.notReady")}
        </Badge>
      )}
      {withDetails && version ? (
        <>
          {version.publishedAt === null ? null : (
            <span className={pages.quiet}>
              <RelativeTime value={version.publishedAt} />
            </span>
          )}
          <RegionNames regions={version.regions} />
        </>
      ) : null}
    </>
  );
}
