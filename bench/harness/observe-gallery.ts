import type { Run } from "./compare.ts";
import { type BenchGallery, galleryMemoryMib, takeLoopDelayMs } from "./gallery.ts";
import { cpuSeconds, watchMemory } from "./processes.ts";

/**
 * One run against the gallery, with what it cost: CPU of its whole process tree, PostgreSQL
 * included; memory of its own process beyond what it had before.
 * @param work does the work and tells how much it was, and in how many seconds.
 */
export async function observeGallery(
  gallery: BenchGallery,
  work: () => Promise<{ amount: number; seconds: number }>,
): Promise<Run> {
  await takeLoopDelayMs(gallery);
  const idleMib = await galleryMemoryMib(gallery);
  const cpuBefore = await cpuSeconds(gallery.processId);
  const memory = watchMemory(gallery.processId);
  try {
    const { amount, seconds } = await work();
    const cpu = ((await cpuSeconds(gallery.processId)) - cpuBefore) / amount;
    const loopDelayMs = await takeLoopDelayMs(gallery);
    return { rate: amount / seconds, cpu, loopDelayMs, memoryMib: memory.stop() - idleMib };
  } finally {
    memory.stop();
  }
}
