import { Skeleton } from "@mantine/core";
import type { Asset } from "#contract/assets/asset.ts";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { addressOf } from "../asset/use-asset.ts";
import { GateDelegates } from "./gate-delegates.tsx";
import { GateForm } from "./gate-form.tsx";
import { RequestList } from "./request-list.tsx";

/** PUB-15, for those who manage the asset: whether access is asked for, and who did. */
export function GateSections({ asset }: { asset: Asset }) {
  const { data: gate, error, refetch } = useCall("assets.get-gate", { params: addressOf(asset) });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!gate) return <Skeleton height={220} radius="lg" />;
  return (
    <>
      <GateForm asset={asset} gate={gate} />
      {gate.mode === "off" ? null : <RequestList asset={asset} canManage />}
      {gate.mode === "manual" ? <GateDelegates asset={asset} /> : null}
    </>
  );
}
