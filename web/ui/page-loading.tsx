import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Page } from "./page.tsx";

/** Stands in for a page whose code is on the way. */
export function PageLoading() {
  const { t } = useTranslation();
  return (
    <Page>
      <div aria-busy="true" aria-label={t("loading")}>
        <Skeleton height={28} width={240} mb="xl" />
        <Skeleton height={14} mb="sm" />
        <Skeleton height={14} width="80%" mb="sm" />
        <Skeleton height={14} width="60%" />
      </div>
    </Page>
  );
}
