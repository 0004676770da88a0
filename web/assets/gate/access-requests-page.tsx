import { Alert, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { NotFoundState } from "../../ui/not-found-state.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { addressOf, useAsset } from "../asset/use-asset.ts";
import { fullNameOf } from "../title.ts";
import { RequestList } from "./request-list.tsx";

/** PUB-15: the requests for an asset, for whoever decides on them; for others it is not there. */
export function AccessRequestsPage() {
  const { t } = useTranslation("gate");
  const asset = useAsset();
  const { data: gate, error, refetch } = useCall("assets.get-gate", { params: addressOf(asset) });
  usePageTitle(`${t("requests.title")} · ${fullNameOf(asset)}`);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!gate) return <Skeleton height={220} radius="lg" />;
  if (!gate.canDecide) return <NotFoundState />;
  return (
    <>
      {gate.mode === "off" ? (
        <Alert color="gray" variant="light" mb="md">
          {t("requests.gateOff")}
        </Alert>
      ) : null}
      <RequestList asset={asset} canManage={asset.abilities.manage && gate.mode !== "off"} />
    </>
  );
}
