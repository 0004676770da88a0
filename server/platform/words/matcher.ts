/** Finds which of its patterns stand in a text. */
export type Matcher = {
  /**
   * The numbers of patterns that the text holds, in the order in which they end, each once.
   * @param limit how many are enough.
   */
  find: (text: string, limit: number) => number[];
};

/**
 * Aho–Corasick: all patterns are searched for in one pass, so the time depends on the text's length
 * and not on the number of patterns (A. Aho, M. Corasick, "Efficient string matching", 1975).
 * The states lie in typed arrays, those of one state's successors side by side and sorted, some 18
 * bytes for each character of the patterns.
 * @param patterns not empty, each once.
 */
export function createMatcher(patterns: readonly string[]): Matcher {
  const states = buildStates(patterns);
  linkFailures(states);
  return { find: (text, limit) => findIn(states, text, limit) };
}

type States = {
  /** The code unit that leads here. */
  unit: Uint16Array;
  /** Successors of state s: from first[s] to below first[s + 1]. */
  first: Int32Array;
  /** Where to go on when no successor fits: the longest ending of this state that is a state. */
  failure: Int32Array;
  /** The pattern that ends here; -1: none. */
  pattern: Int32Array;
  /** The nearest state by failures at which a pattern ends; 0: none. */
  nextEnding: Int32Array;
};

const ROOT = 0;

/** Numbers the states by depth, so that the successors of each lie side by side. */
function buildStates(patterns: readonly string[]): States {
  const order = patterns.map((_, index) => index).toSorted(byCodeUnits(patterns));
  const sorted = order.map((index) => patterns[index] ?? "");
  const size = 1 + sorted.reduce((sum, pattern) => sum + pattern.length, 0);
  const unit = new Uint16Array(size);
  const first = new Int32Array(size + 1);
  const pattern = new Int32Array(size).fill(-1);
  // The patterns that go through a state are neighbours: from low to below high.
  const low = new Int32Array(size);
  const high = new Int32Array(size);
  high[ROOT] = sorted.length;
  let count = 1;
  let depth = 0;
  let endOfDepth = 1;
  for (let state = 0; state < count; state += 1) {
    if (state === endOfDepth) {
      depth += 1;
      endOfDepth = count;
    }
    first[state] = count;
    let at = low[state] ?? 0;
    const end = high[state] ?? 0;
    if (at < end && sorted[at]?.length === depth) {
      pattern[state] = order[at] ?? -1;
      at += 1;
    }
    while (at < end) {
      const next = sorted[at]?.charCodeAt(depth) ?? 0;
      unit[count] = next;
      low[count] = at;
      while (at < end && sorted[at]?.charCodeAt(depth) === next) at += 1;
      high[count] = at;
      count += 1;
    }
  }
  first[count] = count;
  return {
    unit: unit.slice(0, count),
    first: first.slice(0, count + 1),
    pattern: pattern.slice(0, count),
    failure: new Int32Array(count),
    nextEnding: new Int32Array(count),
  };
}

/** As `charCodeAt` sees them; the default order of strings is that of code units. */
function byCodeUnits(patterns: readonly string[]) {
  return (one: number, other: number): number => {
    const [a = "", b = ""] = [patterns[one], patterns[other]];
    if (a === b) return 0;
    return a < b ? -1 : 1;
  };
}

function linkFailures(states: States): void {
  const { unit, first, failure, pattern, nextEnding } = states;
  for (let state = 0; state < unit.length; state += 1) {
    for (let next = first[state] ?? 0; next < (first[state + 1] ?? 0); next += 1) {
      const fallback =
        state === ROOT ? ROOT : step(states, failure[state] ?? ROOT, unit[next] ?? 0);
      failure[next] = fallback;
      nextEnding[next] = pattern[fallback] === -1 ? (nextEnding[fallback] ?? 0) : fallback;
    }
  }
}

/** The state after one more code unit. */
function step(states: States, from: number, unit: number): number {
  for (let state = from; ; state = states.failure[state] ?? ROOT) {
    const next = findSuccessor(states, state, unit);
    if (next !== ROOT) return next;
    if (state === ROOT) return ROOT;
  }
}

function findSuccessor({ unit, first }: States, state: number, wanted: number): number {
  let low = first[state] ?? 0;
  let high = first[state + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = unit[middle] ?? 0;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle;
  }
  return ROOT;
}

function findIn(states: States, text: string, limit: number): number[] {
  const { pattern, nextEnding } = states;
  const found = new Set<number>();
  let state = ROOT;
  for (let at = 0; at < text.length && found.size < limit; at += 1) {
    state = step(states, state, text.charCodeAt(at));
    let ending = pattern[state] === -1 ? (nextEnding[state] ?? 0) : state;
    while (ending !== ROOT && found.size < limit) {
      found.add(pattern[ending] ?? -1);
      ending = nextEnding[ending] ?? 0;
    }
  }
  return [...found];
}
