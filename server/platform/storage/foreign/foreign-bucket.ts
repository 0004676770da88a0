import { createHash, randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import {
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { guardedAgents, type HostRules, reachOf } from "../../network/index.ts";
import { type ByteSource, ObjectMissingError } from "../object-store.ts";
import { Bucket, CONNECTION_OPTIONS } from "../s3/bucket.ts";
import { hasBucketCode, statusOf } from "../s3/bucket-error.ts";
import { type ListedName, listNames } from "../s3/objects.ts";
import { ObjectChangedError, readObject } from "../s3/read-object.ts";
import { boundAnswers } from "./bound-answers.ts";
import { asForeignProblem, endpointRefused } from "./foreign-problem.ts";
import type { ForeignSettings } from "./settings.ts";
import { type ForeignObject, sendObject } from "./send-object.ts";

/** What lies behind a name was changed or removed since it was listed. */
export class ForeignObjectChangedError extends Error {
  override name = "ForeignObjectChangedError";
}

/**
 * How a bucket encrypts what comes in: `none`; `provider`, with a key of the storage's own (SSE-S3),
 * which whoever may read the object never notices; `customer`, with a key that its owner manages
 * (SSE-KMS), without which the object cannot be read; `unknown`, where nobody may ask.
 */
export type BucketEncryption = "none" | "provider" | "customer" | "unknown";

/**
 * A bucket of somebody else's, by their own key. What fails is told in words for its owner.
 * @throws {Problem} from every call: `endpoint-refused`, `bucket-refused` with a `reason`,
 *   `bucket-unreachable`, `bucket-full`.
 */
export class ForeignBucket {
  readonly #bucket: Bucket;
  readonly #settings: ForeignSettings;

  constructor(settings: ForeignSettings, rules: HostRules) {
    const { isPathStyle, ...known } = settings;
    const reach = reachOf(rules, new URL(endpointOf(settings)));
    if (reach === "refused") throw endpointRefused();
    this.#settings = settings;
    this.#bucket = new Bucket(
      { ...known, forcePathStyle: isPathStyle, prefix: "", publicEndpoint: null, isDirect: false },
      { agents: guardedAgents(reach, CONNECTION_OPTIONS), bound: boundAnswers },
    );
  }

  /** Every object whose name begins so, in the order of names. */
  async *list(prefix: string, signal?: AbortSignal): AsyncGenerator<ListedName, void, undefined> {
    try {
      yield* listNames(this.#bucket, prefix, signal);
    } catch (error) {
      throw this.#explain(error, "list objects", signal);
    }
  }

  /**
   * The bytes of an object; a connection that breaks is taken up where it was.
   * @throws {ForeignObjectChangedError} when the object is not, or no longer, the one that was listed.
   */
  async *read(
    { name, entityTag }: Pick<ListedName, "name" | "entityTag">,
    signal?: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const wanted = { key: name, name, entityTag };
    try {
      yield* readObject(this.#bucket, wanted, signal === undefined ? {} : { signal });
    } catch (error) {
      if (error instanceof ObjectChangedError || error instanceof ObjectMissingError) {
        throw new ForeignObjectChangedError(name, { cause: error });
      }
      throw this.#explain(error, "read objects", signal);
    }
  }

  /** Sends a stream, in parts where it is large; what was there by this name is replaced. */
  async write(object: ForeignObject, source: ByteSource): Promise<void> {
    await mkdir(object.spoolFolder, { recursive: true, mode: 0o700 });
    let ofSource: { error: unknown } | undefined;
    const watched = watch(source, (error) => (ofSource = { error }));
    try {
      await sendObject(this.#bucket, object, watched);
    } catch (error) {
      // Of an error that only passed through, the bucket says nothing.
      if (ofSource !== undefined) throw ofSource.error;
      throw this.#explain(error, "write objects", object.signal);
    }
  }

  /** @param below where one may write, should the bucket not tell: an object is put there and removed. */
  async encryption(below: string): Promise<BucketEncryption> {
    const { bucket: Bucket } = this.#settings;
    try {
      const answer = await this.#bucket.runRaw((client) =>
        client.send(new GetBucketEncryptionCommand({ Bucket })),
      );
      const rules = answer.ServerSideEncryptionConfiguration?.Rules ?? [];
      return strongest(
        rules.map(({ ApplyServerSideEncryptionByDefault: by }) => encryptionOf(by?.SSEAlgorithm)),
      );
    } catch (error) {
      if (hasBucketCode(error, "ServerSideEncryptionConfigurationNotFoundError")) return "none";
      const status = statusOf(error);
      const tellsNothing = status === 403 || status === 404 || status === 405 || status === 501;
      if (!tellsNothing || hasBucketCode(error, "NoSuchBucket")) {
        throw this.#explain(error, "read the settings of the bucket");
      }
    }
    return this.tryWriting(below);
  }

  /** Puts a small object under a name that nobody has, and removes it. */
  async tryWriting(below: string): Promise<BucketEncryption> {
    const { bucket } = this.#settings;
    const Key = `${below}.open-gallery-${randomBytes(8).toString("hex")}`;
    const Body = Buffer.from("Written and removed to learn whether writing is allowed.\n");
    const digest = createHash("sha256").update(Body).digest("base64");
    try {
      const answer = await this.#bucket.runRaw((client) =>
        client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ChecksumSHA256: digest })),
      );
      return answer.ServerSideEncryption === undefined
        ? "none"
        : encryptionOf(answer.ServerSideEncryption);
    } catch (error) {
      throw this.#explain(error, "write objects");
    } finally {
      // Who may write need not be allowed to remove.
      await this.#bucket
        .runRaw((client) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key })))
        .catch(() => undefined);
    }
  }

  close(): void {
    this.#bucket.close();
  }

  #explain(error: unknown, doing: string, signal?: AbortSignal): unknown {
    return signal?.aborted === true ? signal.reason : asForeignProblem(error, doing);
  }
}

function endpointOf({ endpoint, region }: ForeignSettings): string {
  return endpoint ?? `https://s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}

function encryptionOf(algorithm: string | undefined): BucketEncryption {
  if (algorithm === undefined) return "none";
  return algorithm === "AES256" ? "provider" : "customer";
}

function strongest(found: readonly BucketEncryption[]): BucketEncryption {
  if (found.includes("customer")) return "customer";
  return found.includes("provider") ? "provider" : "none";
}

async function* watch(
  source: ByteSource,
  tell: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* source;
  } catch (error) {
    tell(error);
    throw error;
  }
}
