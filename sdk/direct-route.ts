import { isProblem } from "#contract/problems.ts";
import type { DirectPart } from "#contract/repositories/direct.ts";
import type { ByteRange, Upload } from "#contract/repositories/repository.ts";
import type { UploadFileOptions } from "./upload-options.ts";

const ASKED_AT_A_TIME = 16;
/** A request begins well before its address ends. */
const MARGIN_MS = 60_000;
/** So many failures without a success in between, and the rest goes through the server. */
const FAILURES = 2;

/**
 * The way to the object storage for the whole parts of one upload. It is left for good when it
 * fails: a browser may not be allowed there, a network not lead there.
 */
export class DirectRoute {
  readonly #options: UploadFileOptions;
  readonly #upload: Upload;
  readonly #parts: readonly ByteRange[];
  readonly #addresses = new Map<number, Promise<DirectPart | undefined>>();
  #failures = 0;

  constructor(options: UploadFileOptions, upload: Upload, parts: readonly ByteRange[]) {
    this.#options = options;
    this.#upload = upload;
    this.#parts = parts.filter((part) => isWholePart(upload, part));
  }

  get isOpen(): boolean {
    return this.#upload.isDirect && this.#failures < FAILURES;
  }

  /** Where to send a part; undefined: to the server. */
  async addressOf(part: ByteRange): Promise<DirectPart | undefined> {
    if (!this.isOpen || !isWholePart(this.#upload, part)) return undefined;
    const known = await this.#addresses.get(part.start);
    if (known !== undefined && Date.parse(known.expiresAt) > Date.now() + MARGIN_MS) return known;
    this.#askFrom(part);
    return this.#addresses.get(part.start);
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
    this.#addresses.clear();
  }

  /** Asks for a part and for those that come after it. */
  #askFrom(part: ByteRange): void {
    const later = this.#parts.filter(
      ({ start }) => start > part.start && !this.#addresses.has(start),
    );
    const asked = [part, ...later.slice(0, ASKED_AT_A_TIME - 1)];
    const answer = this.#ask(asked);
    for (const { start } of asked) {
      const address = answer.then((parts) => parts.find((found) => found.start === start));
      address.catch(() => undefined);
      this.#addresses.set(start, address);
    }
  }

  async #ask(parts: ByteRange[]): Promise<DirectPart[]> {
    const { client, address, signal } = this.#options;
    const input = { params: { ...address, upload: this.#upload.id }, body: { parts } };
    const options = signal === undefined ? {} : { signal };
    try {
      const answer = await client.call("repositories.address-upload-parts", input, options);
      return answer.parts;
    } catch (error) {
      for (const { start } of parts) this.#addresses.delete(start);
      // An older server, or one whose operator has just closed this way.
      if (!isProblem(error, "not-found") && !isProblem(error, "upload-not-open")) throw error;
      this.#failures = FAILURES;
      return [];
    }
  }
}

function isWholePart({ partSizeBytes, sizeBytes }: Upload, { start, end }: ByteRange): boolean {
  return start % partSizeBytes === 0 && end === Math.min(start + partSizeBytes, sizeBytes);
}
