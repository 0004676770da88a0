import { useAsset } from "./use-asset.ts";

export function CardPage() {
  return <p>{useAsset().description}</p>;
}
