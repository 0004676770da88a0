import {
  IconAlertTriangle,
  IconClock,
  IconHelpCircle,
  IconShieldCheck,
  IconShieldX,
} from "@tabler/icons-react";
import type { FileScan } from "#contract/repositories/scan.ts";

/** What a file's scan comes to, in one word. */
export type ScanVerdict = "safe" | "suspicious" | "dangerous" | "queued" | "scanning" | "failed";

export function verdictOf({ state, level }: Pick<FileScan, "state" | "level">): ScanVerdict {
  return state === "done" ? (level ?? "failed") : state;
}

const ICONS = {
  safe: IconShieldCheck,
  suspicious: IconAlertTriangle,
  dangerous: IconShieldX,
  queued: IconClock,
  scanning: IconClock,
  failed: IconHelpCircle,
};

type ScanIconProps = {
  verdict: ScanVerdict;
  size?: number;
  /** Where no text stands beside it. */
  label?: string;
};

/** Told by its shape as well as by its colour. */
export function ScanIcon({ verdict, size = 17, label }: ScanIconProps) {
  const Icon = ICONS[verdict];
  const named =
    label === undefined ? { "aria-hidden": true } : { "aria-label": label, role: "img" };
  return <Icon size={size} stroke={1.8} data-scan={verdict} {...named} />;
}
