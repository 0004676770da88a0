import { setTimeout as sleep } from "node:timers/promises";
import { S3Client } from "@aws-sdk/client-s3";
import type { Agents } from "../../network/index.ts";
import { asBucketProblem, isPassing } from "./bucket-error.ts";
import type { S3Settings } from "./settings.ts";

const ATTEMPTS = 4;
const FIRST_DELAY_MS = 100;
const CONNECTIONS = 64;
const CONNECT_TIMEOUT_MS = 5_000;
/** Without a byte in either direction. */
const IDLE_TIMEOUT_MS = 30_000;

/** What happens is told by errors; the client's own remarks belong to nobody. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The connection to one bucket; all that is asked of it goes through `run`. */
export class Bucket {
  readonly settings: S3Settings;
  readonly #client: S3Client;

  /** @param guard of a server that nobody knows: its connections, and what is done to the client. */
  constructor(settings: S3Settings, guard?: { agents: Agents; bound: (client: S3Client) => void }) {
    this.settings = settings;
    const { endpoint } = settings;
    this.#client = createS3Client(settings, { endpoint, agents: guard?.agents });
    guard?.bound(this.#client);
  }

  get name(): string {
    return this.settings.bucket;
  }

  /** @throws {Problem} `unavailable`, `storage-full`; errors of single objects as they are. */
  async run<T>(work: (client: S3Client) => Promise<T>): Promise<T> {
    try {
      return await work(this.#client);
    } catch (error) {
      throw asBucketProblem(error);
    }
  }

  /** As `run`, with errors as the client throws them. */
  runRaw<T>(work: (client: S3Client) => Promise<T>): Promise<T> {
    return work(this.#client);
  }

  /** As `run`, for bodies that are streams: each attempt makes its own, which the client cannot. */
  async runAgain<T>(work: (client: S3Client) => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(this.#client);
      } catch (error) {
        signal?.throwIfAborted();
        if (attempt >= ATTEMPTS || !isPassing(error)) throw asBucketProblem(error);
        await sleep(delayAfter(attempt), undefined, signal ? { signal } : {});
      }
    }
  }

  close(): void {
    this.#client.destroy();
  }
}

type ClientOptions = {
  /** Of the server that is asked, or for which addresses are signed. */
  endpoint: string | null;
  agents?: Agents | undefined;
};

export const CONNECTION_OPTIONS = { maxSockets: CONNECTIONS, keepAlive: true };

export function createS3Client(
  settings: S3Settings,
  { endpoint, agents }: ClientOptions,
): S3Client {
  return new S3Client({
    region: settings.region,
    forcePathStyle: settings.forcePathStyle,
    ...(endpoint === null ? {} : { endpoint }),
    ...(settings.credentials === null ? {} : { credentials: settings.credentials }),
    maxAttempts: ATTEMPTS,
    // Checksums are asked for by name: what the client adds by itself, other servers refuse.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: IDLE_TIMEOUT_MS,
      httpAgent: agents?.http ?? CONNECTION_OPTIONS,
      httpsAgent: agents?.https ?? CONNECTION_OPTIONS,
      socketAcquisitionWarningTimeout: IDLE_TIMEOUT_MS,
    },
    logger: SILENT,
  });
}

/** Doubling, with jitter. */
export function delayAfter(attempt: number): number {
  return FIRST_DELAY_MS * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
}

function ignore(): void {}
