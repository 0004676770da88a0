import type { Workplace } from "./workplace.ts";

/** What a bench may use. */
export type BenchContext = {
  workplace: Workplace;
  /** Small sizes and few rounds: proves that the bench works; its figures do not count. */
  isQuick: boolean;
  /** The largest sizes that are promised, where the usual ones are smaller. */
  isFull: boolean;
  /** Progress for people, on stderr. */
  say: (line: string) => void;
};

/**
 * The outcome of a bench. `ratio` is ours ÷ the peer where there is one, and the limit ÷ ours where
 * there is a limit: more is better, and `goal` is the least that is promised.
 */
export type Figure = {
  ratio: number;
  goal: number;
  /** Shown beside the ratio in the last line: plain values, units in their names. */
  details: Record<string, unknown>;
  table: Table;
};

export type Table = { heads: readonly string[]; rows: readonly (readonly string[])[] };

export type Bench = {
  /** One line for the list of benches. */
  summary: string;
  measure: (context: BenchContext) => Promise<Figure>;
};
