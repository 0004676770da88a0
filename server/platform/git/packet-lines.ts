/** Packets of git's wire protocol. Source: git's gitprotocol-common and protocol-v2 documents. */
export type Packet =
  | { kind: "line"; bytes: Buffer }
  | { kind: "flush" }
  | { kind: "delimiter" }
  | { kind: "response-end" };

/** What a client sent is not the protocol; the message is shown to its user. */
export class PacketError extends Error {
  override name = "PacketError";
}

/** The longest payload of one packet: 65,520 bytes with the four digits of its length. */
const PAYLOAD_BYTES = 65_516;
const LENGTH_DIGITS = 4;
const SPECIAL: readonly Packet[] = [
  { kind: "flush" },
  { kind: "delimiter" },
  { kind: "response-end" },
];

export const FLUSH_PACKET = Buffer.from("0000");
export const DELIMITER_PACKET = Buffer.from("0001");

/** One packet. @throws {RangeError} when the payload is longer than a packet holds. */
export function packetOf(payload: string | Uint8Array): Buffer {
  const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
  if (bytes.byteLength > PAYLOAD_BYTES) throw new RangeError("a packet is too long");
  const length = (bytes.byteLength + LENGTH_DIGITS).toString(16).padStart(LENGTH_DIGITS, "0");
  return Buffer.concat([Buffer.from(length, "latin1"), bytes]);
}

/** `data` is for the client, `progress` for its user, `error` is its user's last word. */
export type Band = "data" | "progress" | "error";
const BANDS: Record<Band, number> = { data: 1, progress: 2, error: 3 };

/** Bytes as packets of a band; a client that cannot take long ones is given short ones. */
export function* bandPackets(
  band: Band,
  payload: string | Uint8Array,
  { isLong = true }: { isLong?: boolean } = {},
): Generator<Buffer, void, undefined> {
  const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
  const limit = (isLong ? PAYLOAD_BYTES : 996) - 1;
  for (let start = 0; start < bytes.byteLength; start += limit) {
    const part = bytes.subarray(start, start + limit);
    yield packetOf(Buffer.concat([Buffer.from([BANDS[band]]), part]));
  }
}

/** Reads packets off a stream, and what follows them as it is. */
export class PacketReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #buffered: Buffer = Buffer.alloc(0);
  #isEnded = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next packet; undefined where the stream ends. @throws {PacketError} when it ends inside. */
  async next(): Promise<Packet | undefined> {
    if (!(await this.#fill(1))) return undefined;
    const digits = (await this.#take(LENGTH_DIGITS)).toString("latin1");
    if (!/^[0-9a-f]{4}$/i.test(digits)) throw new PacketError("protocol error: bad line length");
    const length = Number.parseInt(digits, 16);
    const special = SPECIAL[length];
    if (special !== undefined) return special;
    if (length < LENGTH_DIGITS || length - LENGTH_DIGITS > PAYLOAD_BYTES) {
      throw new PacketError("protocol error: bad line length");
    }
    return { kind: "line", bytes: await this.#take(length - LENGTH_DIGITS) };
  }

  /** Everything behind the packets that were read. */
  async *rest(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#buffered.length > 0) yield this.#buffered;
    this.#buffered = Buffer.alloc(0);
    while (!this.#isEnded) {
      const next = await this.#source.next();
      if (next.done === true) this.#isEnded = true;
      else yield next.value;
    }
  }

  async #take(sizeBytes: number): Promise<Buffer> {
    if (!(await this.#fill(sizeBytes))) throw new PacketError("the request ends too early");
    const taken = this.#buffered.subarray(0, sizeBytes);
    this.#buffered = this.#buffered.subarray(sizeBytes);
    return taken;
  }

  async #fill(sizeBytes: number): Promise<boolean> {
    while (this.#buffered.length < sizeBytes && !this.#isEnded) {
      const next = await this.#source.next();
      if (next.done === true) this.#isEnded = true;
      else this.#buffered = Buffer.concat([this.#buffered, next.value]);
    }
    return this.#buffered.length >= sizeBytes;
  }
}

/** A packet's text without the line end that git puts behind most of them. */
export function textOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}
