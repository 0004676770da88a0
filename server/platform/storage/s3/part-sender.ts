import { problem } from "#contract/problems.ts";
import { MOST_PARTS } from "../part-size.ts";
import type { Bucket } from "./bucket.ts";
import {
  abortMultipart,
  beginMultipart,
  completeMultipart,
  type Multipart,
  type MultipartPart,
  putPart,
} from "./multipart-uploads.ts";
import type { SpooledPiece } from "./spooled-piece.ts";

/** Sends the parts of one object in their order: one is on its way while the next one gathers. */
export class PartSender {
  readonly #bucket: Bucket;
  readonly #name: string;
  readonly #signal: AbortSignal | undefined;
  readonly #parts: MultipartPart[] = [];
  #multipart: Multipart | undefined;
  #underway: Promise<void> = Promise.resolve();
  #taken = 0;
  #sentBytes = 0;

  constructor(bucket: Bucket, name: string, signal: AbortSignal | undefined) {
    this.#bucket = bucket;
    this.#name = name;
    this.#signal = signal;
  }

  get isEmpty(): boolean {
    return this.#taken === 0;
  }

  /** Where the last piece that was taken ends. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Sends a piece as the next part, and closes it, also when that fails. */
  async take(piece: SpooledPiece): Promise<void> {
    this.#sentBytes = piece.span.end;
    this.#taken += 1;
    const before = this.#underway;
    const sending = this.#sendAfter(before, piece);
    // Its failure is met by the next piece; until then it must not count as unhandled.
    sending.catch(() => undefined);
    this.#underway = sending;
    await before;
  }

  /** Makes the object. @param last a piece that is shorter than the others. */
  async complete(last: SpooledPiece | undefined): Promise<void> {
    await this.#underway;
    if (last !== undefined) await this.#send(last);
    if (this.#multipart === undefined) throw new Error("an object without parts");
    await completeMultipart(this.#bucket, this.#multipart, this.#parts);
  }

  /** Frees what was sent; never fails: what is left is swept later. */
  async abort(): Promise<void> {
    await this.#underway.catch(() => undefined);
    if (this.#multipart === undefined) return;
    await abortMultipart(this.#bucket, this.#multipart).catch(() => undefined);
  }

  async #sendAfter(before: Promise<void>, piece: SpooledPiece): Promise<void> {
    try {
      await before;
      await this.#send(piece);
    } finally {
      await piece.close();
    }
  }

  async #send(piece: SpooledPiece): Promise<void> {
    const number = this.#parts.length + 1;
    if (number > MOST_PARTS) throw tooLarge(piece.span.start);
    this.#multipart ??= await beginMultipart(this.#bucket, this.#name, { checksum: "SHA256" });
    const digest = await piece.finish();
    const part = { number, payload: piece.payload(), digest, signal: this.#signal };
    this.#parts.push(await putPart(this.#bucket, this.#multipart, part));
  }
}

function tooLarge(limit: number) {
  return problem("file-too-large", {
    detail: `A stream of unknown size may have at most ${limit} bytes in this storage`,
    hint: "Declare the size before the bytes",
    extra: { limit },
  });
}
