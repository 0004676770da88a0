import { useParams } from "@tanstack/react-router";
import type { Address } from "#contract/fields.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";

/** Asset and number as the page's address has them. */
export function useThreadAddress(): Address & { num: number } {
  const { num = "" } = useParams({ strict: false }) as Partial<Record<string, string>>;
  // What is no number is no thread either.
  const isNumber = /^[1-9]\d{0,8}$/u.test(num);
  return { ...addressOf(useAsset()), num: isNumber ? Number(num) : 2_147_483_647 };
}
