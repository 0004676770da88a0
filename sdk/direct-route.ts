import { isProblem } from "#contract/problems.ts";
import type { DirectPart } from "#contract/repositories/direct.ts";
import type { ByteRange, Upload } from "#contract/repositories/repository.ts";
import type { DirectSender } from "./send-direct.ts";
import type { UploadFileOptions } from "./upload-options.ts";
import type { PartBody } from "./upload-source.ts";

/** So many failures without a success in between, and the rest goes through the server. */
const FAILURES = 2;

/**
 * The way to the object storage for the whole parts of one upload. It is left for good when it
 * fails: a browser may not be allowed there, a network not lead there.
 */
export class DirectRoute {
  readonly #options: UploadFileOptions & { direct: DirectSender };
  readonly #upload: Upload;
  #failures = 0;

  constructor(options: UploadFileOptions & { direct: DirectSender }, upload: Upload) {
    this.#options = options;
    this.#upload = upload;
  }

  /** Where to send a part; undefined: to the server. */
  async addressOf(part: ByteRange, body: PartBody): Promise<DirectPart | undefined> {
    if (!this.#isOpen || !isWholePart(this.#upload, part)) return undefined;
    const crc32 = await this.#options.direct.checksum(body);
    const { client, address, signal } = this.#options;
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
