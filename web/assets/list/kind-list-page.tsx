import { useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AssetKind } from "#contract/kinds.ts";
import { Page, PageHeader, usePageTitle } from "../../ui/page.tsx";
import { ListView } from "./list-view.tsx";

/** `/models`, `/datasets` … */
export function KindListPage() {
  const { t } = useTranslation(["assets", "app"]);
  const { kind } = useRouteContext({ strict: false }) as { kind: AssetKind };
  const kinds = t(`app:kindPlurals.${kind}`);
  usePageTitle(kinds);
  return (
    <Page>
      <PageHeader title={kinds} description={t(`kindLeads.${kind}`)} />
      <ListView key={kind} kind={kind} placeholder={t("searchIn", { kinds })} />
    </Page>
  );
}
