import { isProblem } from "#contract/problems.ts";

/** The connection as the queue sees it; `retryAt` in milliseconds since 1970. */
export type LineState =
  | { kind: "up" }
  /** The device says that it has no network: the next attempt comes with its word that it has. */
  | { kind: "offline" }
  | { kind: "down"; attempt: number; retryAt: number }
  /** One file goes ahead; the others follow when it gets through. */
  | { kind: "probing"; attempt: number };

export type Line = {
  state: () => LineState;
  /** How many jobs may run: one alone tries a line that was down. */
  allowed: (jobs: number) => number;
  failed: (error: unknown) => void;
  worked: () => void;
  /** Does not wait for the next attempt. */
  tryNow: () => void;
  close: () => void;
};

export type LineOptions = {
  onChange: (state: LineState) => void;
  /** 0 to 1. */
  random?: () => number;
  now?: () => number;
  device?: Pick<EventTarget, "addEventListener" | "removeEventListener">;
  isOnline?: () => boolean;
};

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 60_000;

/**
 * Exponential back-off with jitter for all transfers together: a broken line is tried by one of
 * them, for days if need be, and not by thousands.
 */
export function createLine(options: LineOptions): Line {
  const { onChange, now = Date.now, random = Math.random, device = globalThis } = options;
  const isOnline = options.isOnline ?? (() => navigator.onLine);
  let state: LineState = { kind: "up" };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const become = (next: LineState) => {
    clearTimeout(timer);
    state = next;
    onChange(next);
  };
  const probe = () => {
    if (state.kind === "up" || state.kind === "probing") return;
    become({ kind: "probing", attempt: state.kind === "down" ? state.attempt : 0 });
  };
  const wait = (delayMs: number, attempt: number) => {
    become({ kind: "down", attempt, retryAt: now() + delayMs });
    timer = setTimeout(probe, delayMs);
  };
  const lose = () => become({ kind: "offline" });
  device.addEventListener("online", probe);
  device.addEventListener("offline", lose);
  return {
    state: () => state,
    allowed: (jobs) => (state.kind === "up" ? jobs : state.kind === "probing" ? 1 : 0),
    failed: (error) => {
      // Others fail by the same cut: the first one counts.
      if (state.kind === "down" || state.kind === "offline") return;
      const attempt = state.kind === "probing" ? state.attempt + 1 : 1;
      if (isOnline()) wait(delayAfter(error, attempt, random()), attempt);
      else lose();
    },
    worked: () => {
      if (state.kind !== "up") become({ kind: "up" });
    },
    tryNow: probe,
    close: () => {
      clearTimeout(timer);
      device.removeEventListener("online", probe);
      device.removeEventListener("offline", lose);
    },
  };
}

/** Half of the delay is certain, the other half chance; what the server asks for is respected. */
function delayAfter(error: unknown, attempt: number, chance: number): number {
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  const asked = isProblem(error) ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  return Math.max(asked, longest * (0.5 + chance / 2));
}
