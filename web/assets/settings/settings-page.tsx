import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { problem } from "#contract/problems.ts";
import type { Asset } from "#contract/assets/asset.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { useAsset } from "../asset/use-asset.ts";
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
      <VisibilitySection asset={asset} />
      <RenameSection key={asset.fullName} asset={asset} />
      {asset.abilities.delete ? <DeleteSection asset={asset} /> : null}
    </div>
  );
}

function VisibilitySection({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{t("visibility.title")}</h2>
      <p className={classes.text}>{t(`visibility.${asset.visibility}`)}</p>
      <p className={classes.state}>
        <Badge variant="light">{t(`visibilities.${asset.visibility}`)}</Badge>
        <Badge variant="light" color="gray">
          {t(`states.${asset.state}`)}
        </Badge>
      </p>
    </section>
  );
}
