import type { TFunction } from "i18next";
import type { CardSettings } from "#contract/assets/asset.ts";

/** REP-9: the smallest machine in words; one line for each thing that is known. */
export function describeMachine(
  specification: CardSettings["minimumSpecification"],
  t: TFunction<"assets">,
): string[] {
  if (!specification) return [];
  const { acceleratorCount, acceleratorMemoryGb, cpuCores, memoryGb } = specification;
  const lines: string[] = [];
  if (acceleratorCount !== undefined) {
    lines.push(t("machine.accelerators", { count: acceleratorCount }));
  }
  if (acceleratorMemoryGb !== undefined) {
    lines.push(t("machine.acceleratorMemory", { size: acceleratorMemoryGb }));
  }
  if (cpuCores !== undefined) lines.push(t("machine.cores", { count: cpuCores }));
  if (memoryGb !== undefined) lines.push(t("machine.memory", { size: memoryGb }));
  return lines;
}
