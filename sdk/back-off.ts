import { isProblem, problem } from "#contract/problems.ts";

export type RetryOptions = {
  /** Failures in a row, without a byte of progress, after which it is given up. Default 7. */
  attempts?: number;
  /** Wait after the first failure; it doubles with each further one. Default 500. */
  firstDelayMs?: number;
};

export type Retrying = { error: unknown; attempt: number; delayMs: number };

export type BackOffOptions = RetryOptions & {
  signal?: AbortSignal | undefined;
  onRetry?: ((retrying: Retrying) => void) | undefined;
};

export type BackOff = {
  /** Waits before the next attempt. Throws the error when there is none. */
  afterFailure: (error: unknown) => Promise<void>;
  /** Something went forward: the count begins anew. */
  reset: () => void;
};

const LONGEST_DELAY_MS = 30_000;

/** Exponential back-off with jitter for one transfer; a server's Retry-After is respected. */
export function createBackOff(options: BackOffOptions): BackOff {
  const { attempts = 7, firstDelayMs = 500, signal, onRetry } = options;
  let failures = 0;
  return {
    async afterFailure(error) {
      signal?.throwIfAborted();
      failures += 1;
      if (!isTransient(error) || failures >= attempts) throw error;
      const delayMs = delayAfter(error, firstDelayMs * 2 ** (failures - 1));
      onRetry?.({ error, attempt: failures, delayMs });
      await sleep(delayMs, signal);
    },
    reset() {
      failures = 0;
    },
  };
}

/** Is it worth trying again: the network, or a server that is busy or restarting? */
export function isTransient(error: unknown): boolean {
  return isProblem(error, "unavailable") || isProblem(error, "rate-limited");
}

/** What reading or sending a body throws when the connection breaks, as the problem that it is. */
export function asNetworkProblem(error: unknown, detail: string): unknown {
  if (isProblem(error) || (error instanceof Error && error.name === "AbortError")) return error;
  return problem("unavailable", { detail, cause: error });
}

function delayAfter(error: unknown, delayMs: number): number {
  const asked = isProblem(error) ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  const jittered = Math.min(delayMs, LONGEST_DELAY_MS) * (0.75 + Math.random() / 2);
  return Math.round(Math.max(asked, jittered));
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const wake = () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    signal?.addEventListener("abort", stop, { once: true });
  });
}
