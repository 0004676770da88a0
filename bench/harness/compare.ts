import { median, spread } from "./statistics.ts";

/** One measured run of one side. */
export type Run = {
  /** Work per second: more is better. */
  rate: number;
  /** CPU seconds per unit of work, user and system, of the side's own processes. */
  cpu: number;
  /** 99th percentile of the event loop's delay, in milliseconds. */
  loopDelayMs?: number;
  /** How much memory the run took beyond the warmed idle, in mebibytes. */
  memoryMib?: number;
};

export type Side = {
  rate: number;
  cpu: number;
  loopDelayMs: number | undefined;
  memoryMib: number | undefined;
  /** See `spread`. */
  spread: number;
  runs: number;
};

export type Comparison = { ours: Side; peer: Side; ratio: number; isPeerSteady: boolean };

export type Contestants = {
  ours: () => Promise<Run>;
  peer: () => Promise<Run>;
  rounds: number;
  say: (line: string) => void;
};

const STEADY_SPREAD = 0.2;
const ATTEMPTS = 2;

/**
 * Runs both sides alternately, A B B A per round, after a discarded pair, and compares their
 * medians. A peer that spreads by more than 20 % tells of a busy machine: then all is run again,
 * and what was steadier counts.
 */
export async function compare(contestants: Contestants): Promise<Comparison> {
  let best: Comparison | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const comparison = await compareOnce(contestants);
    if (best === undefined || comparison.peer.spread < best.peer.spread) best = comparison;
    if (comparison.isPeerSteady) break;
    contestants.say(
      `The peer spreads by ${Math.round(comparison.peer.spread * 100)} %: the machine is busy` +
        (attempt < ATTEMPTS ? ", once more" : ""),
    );
  }
  if (best === undefined) throw new Error("nothing was compared");
  return best;
}

async function compareOnce({ ours, peer, rounds, say }: Contestants): Promise<Comparison> {
  await ours();
  await peer();
  const ourRuns: Run[] = [];
  const peerRuns: Run[] = [];
  for (let round = 1; round <= rounds; round++) {
    ourRuns.push(await ours());
    peerRuns.push(await peer());
    peerRuns.push(await peer());
    ourRuns.push(await ours());
    const [a, b] = [median(ourRuns.map(rateOf)), median(peerRuns.map(rateOf))];
    say(`round ${round} of ${rounds}: ${(a / b).toFixed(2)} of the peer so far`);
  }
  const sides = { ours: summarise(ourRuns), peer: summarise(peerRuns) };
  return {
    ...sides,
    ratio: sides.ours.rate / sides.peer.rate,
    isPeerSteady: sides.peer.spread <= STEADY_SPREAD,
  };
}

function summarise(runs: readonly Run[]): Side {
  const rates = runs.map(rateOf);
  return {
    rate: median(rates),
    cpu: median(runs.map(({ cpu }) => cpu)),
    loopDelayMs: medianOf(runs.map(({ loopDelayMs }) => loopDelayMs)),
    memoryMib: medianOf(runs.map(({ memoryMib }) => memoryMib)),
    spread: spread(rates),
    runs: runs.length,
  };
}

function rateOf({ rate }: Run): number {
  return rate;
}

function medianOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : median(known);
}
