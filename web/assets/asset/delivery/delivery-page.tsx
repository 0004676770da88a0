import { useTranslation } from "react-i18next";
import { usePageTitle } from "../../../ui/page.tsx";
import pages from "../asset-pages.module.css";
import { useAsset } from "../use-asset.ts";
import { Contents } from "./contents.tsx";
import { WaysToUse } from "./ways-to-use.tsx";

/** DIS-4: what a subscriber gets, and where to use it. */
export function DeliveryPage() {
  const { t } = useTranslation("asset-page");
  const asset = useAsset();
  usePageTitle(t("delivery.titleOf", { name: asset.fullName }));
  return (
    <div className={pages.page}>
      <section className={pages.section}>
        <h2 className={pages.title}>{t("delivery.gets")}</h2>
        <Contents asset={asset} />
      </section>
      <section className={pages.section}>
        <h2 className={pages.title}>{t("delivery.where")}</h2>
        <WaysToUse asset={asset} />
      </section>
    </div>
  );
}
