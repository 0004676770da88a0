import { StringDecoder } from "node:string_decoder";
import { BACKSLASH, endOfPlainText, isBlank, isWordByte } from "./json-bytes.ts";
import { MAX_WORD_LENGTH, valueOfWord } from "./json-words.ts";

/** What a document is made of, as it goes by. */
export type JsonSink = {
  begin: (kind: "object" | "array") => void;
  end: () => void;
  /** A name in an object; long ones are cut. */
  key: (name: string) => void;
  /** A string begins; its text follows in pieces while `wantsText` says so. */
  beginString: () => void;
  wantsText: () => boolean;
  text: (piece: string) => void;
  endString: () => void;
  scalar: (value: number | boolean | null) => void;
};

export type JsonFault = "unexpected" | "unfinished" | "too-deep";

/** The bytes are no JSON document. */
export class JsonError extends Error {
  override name = "JsonError";
  readonly fault: JsonFault;
  /** Bytes before the one that is wrong. */
  readonly position: number;

  constructor(fault: JsonFault, position: number) {
    super(`${fault} at byte ${position}`);
    this.fault = fault;
    this.position = position;
  }
}

type State =
  | "start"
  | "value"
  | "first-item"
  | "first-key"
  | "key"
  | "colon"
  | "after"
  | "string"
  | "escape"
  | "skipped-escape"
  | "unicode"
  | "word"
  | "done";

const MAX_DEPTH = 10_000;
const MAX_KEY_LENGTH = 256;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
/**
 * Reads JSON (RFC 8259) from chunks of bytes in constant memory, whatever the document claims:
 * nothing is kept but the kinds of the open brackets. A string that nobody wants is skipped at the
 * speed of a search for its end.
 *
 * Written here because the kept libraries either hold each string in memory whole or are, by their
 * own words, not for untrusted input.
 */
export class JsonScanner {
  readonly #sink: JsonSink;
  readonly #stack: ("object" | "array")[] = [];
  #state: State = "start";
  #isKey = false;
  #key = "";
  /** Digits of `\u`, or the letters of a number or literal. */
  #word = "";
  #decoder = new StringDecoder("utf8");
  /** Bytes of earlier chunks. */
  #before = 0;
  #at = 0;

  constructor(sink: JsonSink) {
    this.#sink = sink;
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#before + this.#at;
  }

  /** @throws {JsonError} */
  write(bytes: Uint8Array): void {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = 0;
    while (this.#at < chunk.length) {
      if (this.#state === "string") this.#readString(chunk);
      else this.#readByte(chunk[this.#at] ?? 0);
    }
    this.#before += chunk.length;
    this.#at = 0;
  }

  /** @throws {JsonError} when the document is not whole. */
  finish(): void {
    if (this.#state === "word") this.#endWord();
    if (this.#state !== "done") throw new JsonError("unfinished", this.position);
  }

  #readByte(byte: number): void {
    const state = this.#state;
    if (state === "escape") this.#readEscape(String.fromCharCode(byte));
    else if (state === "unicode") this.#readUnicode(String.fromCharCode(byte));
    else if (state === "skipped-escape") this.#state = "string";
    else if (state === "word" && isWordByte(byte)) this.#addToWord(byte);
    else if (state === "word") {
      this.#endWord();
      return;
    } else if (!isBlank(byte) && !this.#isByteOrderMark(byte)) this.#readSign(byte);
    this.#at += 1;
  }

  #isByteOrderMark(byte: number): boolean {
    return this.#state === "start" && byte === [0xef, 0xbb, 0xbf][this.position];
  }

  #readSign(byte: number): void {
    const sign = String.fromCharCode(byte);
    const state = this.#state;
    const isValueState = state === "start" || state === "value" || state === "first-item";
    if (isValueState && sign === "{") this.#open("object");
    else if (isValueState && sign === "[") this.#open("array");
    else if (isValueState && sign === '"') this.#beginString(false);
    else if (state === "first-item" && sign === "]") this.#close("array");
    else if (isValueState && isWordByte(byte)) this.#beginWord(sign);
    else if ((state === "first-key" || state === "key") && sign === '"') this.#beginString(true);
    else if (state === "first-key" && sign === "}") this.#close("object");
    else if (state === "colon" && sign === ":") this.#state = "value";
    else if (state === "after" && sign === ",") {
      this.#state = this.#stack.at(-1) === "object" ? "key" : "value";
    } else if (state === "after" && sign === "}") this.#close("object");
    else if (state === "after" && sign === "]") this.#close("array");
    else throw this.#unexpected();
  }

  #open(kind: "object" | "array"): void {
    if (this.#stack.length >= MAX_DEPTH) throw new JsonError("too-deep", this.position);
    this.#stack.push(kind);
    this.#state = kind === "object" ? "first-key" : "first-item";
    this.#sink.begin(kind);
  }

  #close(kind: "object" | "array"): void {
    if (this.#stack.pop() !== kind) throw this.#unexpected();
    this.#endValue();
    this.#sink.end();
  }

  #endValue(): void {
    this.#state = this.#stack.length === 0 ? "done" : "after";
  }

  #beginString(isKey: boolean): void {
    this.#isKey = isKey;
    this.#key = "";
    this.#state = "string";
    if (!isKey) this.#sink.beginString();
  }

  /** Up to the string's end, an escape, or the end of the chunk, whichever comes first. */
  #readString(chunk: Buffer): void {
    if (!this.#isKey && !this.#sink.wantsText()) {
      this.#skipString(chunk);
      return;
    }
    const start = this.#at;
    this.#at = endOfPlainText(chunk, start);
    if (this.#at > start) this.#addText(this.#decoder.write(chunk.subarray(start, this.#at)));
    if (this.#at === chunk.length) return;
    const isEscape = chunk[this.#at] === BACKSLASH;
    this.#at += 1;
    if (!isEscape) this.#endString();
    else {
      this.#addText(this.#decoder.end());
      this.#state = "escape";
    }
  }

  /** To the end of a string that nobody wants: its escapes are stepped over unread. */
  #skipString(chunk: Buffer): void {
    this.#at = endOfPlainText(chunk, this.#at);
    while (chunk[this.#at] === BACKSLASH) {
      if (this.#at + 1 === chunk.length) {
        this.#at += 1;
        this.#state = "skipped-escape";
        return;
      }
      this.#at = endOfPlainText(chunk, this.#at + 2);
    }
    if (this.#at === chunk.length) return;
    this.#at += 1;
    this.#endString();
  }

  #endString(): void {
    this.#addText(this.#decoder.end());
    if (this.#isKey) {
      this.#state = "colon";
      this.#sink.key(this.#key);
      return;
    }
    this.#endValue();
    this.#sink.endString();
  }

  #addText(piece: string): void {
    if (piece === "") return;
    if (!this.#isKey) {
      if (this.#sink.wantsText()) this.#sink.text(piece);
    } else if (this.#key.length < MAX_KEY_LENGTH) {
      this.#key = (this.#key + piece).slice(0, MAX_KEY_LENGTH);
    }
  }

  #readEscape(letter: string): void {
    if (letter === "u") {
      this.#word = "";
      this.#state = "unicode";
      return;
    }
    const text = ESCAPES[letter];
    if (text === undefined) throw this.#unexpected();
    this.#addText(text);
    this.#state = "string";
  }

  #readUnicode(digit: string): void {
    if (!/[\da-f]/i.test(digit)) throw this.#unexpected();
    this.#word += digit;
    if (this.#word.length < 4) return;
    const unit = String.fromCharCode(Number.parseInt(this.#word, 16));
    this.#addText(unit);
    this.#state = "string";
  }

  #beginWord(sign: string): void {
    this.#word = sign;
    this.#state = "word";
  }

  #addToWord(byte: number): void {
    if (this.#word.length <= MAX_WORD_LENGTH) this.#word += String.fromCharCode(byte);
  }

  #endWord(): void {
    const value = valueOfWord(this.#word);
    if (value === undefined) throw this.#unexpected();
    this.#endValue();
    this.#sink.scalar(value);
  }

  #unexpected(): JsonError {
    return new JsonError("unexpected", this.position);
  }
}
