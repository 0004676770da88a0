/** Long enough to be steady, short enough to follow a change of the line. */
const WINDOW_MS = 10_000;

export type RateMeter = {
  /** Bytes in all so far, at a time in milliseconds. The count may fall when something is lost. */
  note: (bytes: number, at: number) => void;
  /** Bytes per second over the last seconds; undefined before anything can be said. */
  perSecond: (at: number) => number | undefined;
};

/** How fast bytes go out, over a window that slides. */
export function createRateMeter(): RateMeter {
  let samples: { bytes: number; at: number }[] = [];
  return {
    note(bytes, at) {
      samples = [...samples.filter((sample) => at - sample.at <= WINDOW_MS), { bytes, at }];
    },
    perSecond(at) {
      const recent = samples.filter((sample) => at - sample.at <= WINDOW_MS);
      const [first] = recent;
      const last = recent.at(-1);
      if (!first || !last || at - first.at < 500) return undefined;
      return Math.max(0, ((last.bytes - first.bytes) * 1000) / (at - first.at));
    },
  };
}
