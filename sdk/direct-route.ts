import { isProblem } from "#contract/problems.ts";
import type { DirectPart } from "#contract/repositories/direct.ts";
import type { ByteRange, Upload } from "#contract/repositories/repository.ts";
import type { DirectSender } from "./send-direct.ts";
import type { UploadFileOptions } from "./upload-options.ts";

/** So many failures without a success in between, and the rest goes through the server. */
const FAILURES = 2;

/**
 * The way to the object storage for the whole parts of one upload. It is left for good when it
 * fails: a browser may not be allowed there, a network not lead there.
 */
export class DirectRoute {
  readonly #options: UploadFileOptions & { direct: DirectSender };
  readonly #upload: Upload;
  /** In the order in which they will be sent. */
  readonly #parts: readonly ByteRange[];
  readonly #prepared = new Map<number, Promise<DirectPart | undefined>>();
  #next = 0;
  #failures = 0;

  constructor(
    options: UploadFileOptions & { direct: DirectSender },
    upload: Upload,
    parts: readonly ByteRange[],
  ) {
    this.#options = options;
    this.#upload = upload;
    this.#parts = parts.filter((part) => isWholePart(upload, part));
  }

  /** Where to send a part; undefined: to the server. A later part is prepared while it is sent. */
  async addressOf(part: ByteRange): Promise<DirectPart | undefined> {
    if (!this.#isOpen || !isWholePart(this.#upload, part)) return undefined;
    const prepared = this.#prepared.get(part.start);
    this.#prepared.delete(part.start);
    this.#next = Math.max(
      this.#next,
      this.#parts.findIndex(({ start }) => start > part.start),
    );
    const address = await (prepared ?? this.#prepare(part));
    this.#prepareNext();
    return address;
  }

  #prepareNext(): void {
    const part = this.#parts[this.#next];
    if (part === undefined || !this.#isOpen) return;
    this.#next += 1;
    const prepared = this.#prepare(part);
    // Met by whoever sends the part, if anybody still does.
    prepared.catch(() => undefined);
    this.#prepared.set(part.start, prepared);
  }

  async #prepare(part: ByteRange): Promise<DirectPart | undefined> {
    const { client, address, source, direct, signal } = this.#options;
    const crc32 = await direct.checksum(source.slice(part.start, part.end));
    const input = {
      params: { ...address, upload: this.#upload.id },
      body: { parts: [{ ...part, crc32 }] },
    };
    try {
      const options = signal === undefined ? {} : { signal };
      const { parts } = await client.call("repositories.address-upload-parts", input, options);
      return parts[0];
    } catch (error) {
      // An operator may just have closed this way, and a committed upload is told by the server.
      if (!isProblem(error, "upload-not-open")) throw error;
      this.#failures = FAILURES;
      return undefined;
    }
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
  }

  get #isOpen(): boolean {
    return this.#upload.isDirect && this.#failures < FAILURES;
  }
}

function isWholePart({ partSizeBytes, sizeBytes }: Upload, { start, end }: ByteRange): boolean {
  return start % partSizeBytes === 0 && end === Math.min(start + partSizeBytes, sizeBytes);
}
