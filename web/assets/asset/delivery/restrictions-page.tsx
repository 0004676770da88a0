import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { findLicence } from "#contract/taxonomies/licences.ts";
import { termName } from "#contract/taxonomies/term.ts";
import { callOptions, useCall } from "../../../app/gallery.ts";
import { RegionNames } from "../../../publishing/versions/region-names.tsx";
import { useNewestVersion } from "../../../publishing/versions/use-versions.ts";
import { Restrictions } from "../../../subscriptions/restrictions.tsx";
import { usePageTitle } from "../../../ui/page.tsx";
import pages from "../asset-pages.module.css";
import { addressOf, useAsset } from "../use-asset.ts";

/** DIS-4: who sees it, how it is paid for, for how long, and what one agrees to. */
export function RestrictionsPage() {
  const { t } = useTranslation("asset-page");
  const asset = useAsset();
  usePageTitle(t("restrictions.titleOf", { name: asset.fullName }));
  return (
    <div className={pages.page}>
      <div className={`${pages.box} ${pages.narrow}`}>
        <Restrictions asset={asset} />
      </div>
      <Licences asset={asset} />
      <Constraints asset={asset} />
      {asset.gate === "off" ? null : <GateTerms asset={asset} />}
      <Agreements asset={asset} />
      <Regions asset={asset} />
    </div>
  );
}

function Licences({ asset }: { asset: Asset }) {
  const { t, i18n } = useTranslation("asset-page");
  return (
    <section className={pages.section}>
      <h2 className={pages.title}>{t("restrictions.licence")}</h2>
      {asset.licences.length === 0 ? (
        <p className={pages.lead}>{t("restrictions.noLicence")}</p>
      ) : (
        <ul className={pages.names}>
          {asset.licences.map((id) => {
            const licence = findLicence(id);
            const name = licence ? termName(licence, i18n.language) : id;
            return (
              <li key={id}>
                {licence?.url ? (
                  <a
                    href={licence.url}
                    target="_blank"
                    rel="noopener noreferrer"
                    className={pages.link}
                  >
                    {name}
                  </a>
                ) : (
                  name
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** PUB-5: what the publisher asks of who uses the newest version. */
function Constraints({ asset }: { asset: Asset }) {
  const { t } = useTranslation("asset-page");
  const params = addressOf(asset);
  const number = useNewestVersion(params)?.newest ?? null;
  const { data: version } = useQuery({
    ...callOptions("publishing.get-version", { params: { ...params, number: number ?? "" } }),
    enabled: number !== null,
  });
  if (!version || version.constraints === "") return null;
  return (
    <section className={pages.section}>
      <h2 className={pages.title}>{t("restrictions.constraints", { number })}</h2>
      <p className={`${pages.box} ${pages.text}`}>{version.constraints}</p>
    </section>
  );
}

/** PUB-15: what is accepted with a request for access. */
function GateTerms({ asset }: { asset: Asset }) {
  const { t } = useTranslation("asset-page");
  const { data: gate } = useCall("assets.get-gate", { params: addressOf(asset) });
  if (!gate || gate.form.terms === "") return null;
  return (
    <section className={pages.section}>
      <h2 className={pages.title}>{t("restrictions.gateTerms")}</h2>
      <p className={`${pages.box} ${pages.text}`}>{gate.form.terms}</p>
    </section>
  );
}

/** DIS-5: what is agreed to when one subscribes. */
function Agreements({ asset }: { asset: Asset }) {
  const { t } = useTranslation(["asset-page", "agreements"]);
  const { data: offer } = useCall("subscriptions.get-offer", { params: addressOf(asset) });
  if (!offer || offer.agreements.length === 0) return null;
  return (
    <section className={pages.section}>
      <h2 className={pages.title}>{t("restrictions.agreements")}</h2>
      <ul className={pages.names}>
        {offer.agreements.map(({ agreement, version }) => (
          <li key={agreement}>
            <a href={`/legal/${agreement}`} target="_blank" rel="noreferrer" className={pages.link}>
              {t(`agreements:${agreement}.title`)}
            </a>{" "}
            {t("agreements:version", { version })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** PUB-20. */
function Regions({ asset }: { asset: Asset }) {
  const { data } = useCall("publishing.get-facts", { params: addressOf(asset) });
  return data && data.regions.length > 0 ? <RegionNames regions={data.regions} /> : null;
}
