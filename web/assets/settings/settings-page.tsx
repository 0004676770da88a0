import { useTranslation } from "react-i18next";
import { problem } from "#contract/problems.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { ListingPanel } from "../../publishing/listing-panel.tsx";
import { GateSections } from "../gate/gate-sections.tsx";
import { useAsset } from "../asset/use-asset.ts";
import { SubscribersSection } from "../../subscriptions/subscribers-section.tsx";
import { TermsSection } from "../../subscriptions/terms-section.tsx";
import { FaceSection } from "../face/face-section.tsx";
import { DeleteSection } from "./delete-section.tsx";
import { RenameSection } from "./rename-section.tsx";
import classes from "./settings.module.css";

/** For those who manage the asset: its name, who may see it, and its end. */
export function SettingsPage() {
  const { t } = useTranslation("assets");
  const asset = useAsset();
  usePageTitle(t("settingsOf", { name: asset.fullName }));
  if (!asset.abilities.manage) return <ErrorState error={problem("forbidden")} />;
  return (
    <div className={classes.sections}>
      <ListingPanel asset={asset} />
      <FaceSection asset={asset} />
      <GateSections asset={asset} />
      <TermsSection asset={asset} />
      <SubscribersSection asset={asset} />
      <RenameSection key={asset.fullName} asset={asset} />
      {asset.abilities.delete ? <DeleteSection asset={asset} /> : null}
    </div>
  );
}
