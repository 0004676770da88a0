import { Skeleton } from "@mantine/core";
import type { Asset } from "#contract/assets/asset.ts";

export function AssetHeader({ asset }: { asset: Asset }) {
  return <h1>{asset.fullName}</h1>;
}

export function AssetHeaderLoading() {
  return <Skeleton height={28} width={320} />;
}
