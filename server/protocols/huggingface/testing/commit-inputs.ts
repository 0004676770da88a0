/** Bodies of commits that no client sends, each made from its seed alone. */

/** A generator of numbers from 0 up to 1; the same for one seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Dice = {
  below: (limit: number) => number;
  oneOf: <Value>(values: readonly Value[]) => Value;
  chance: (part: number) => boolean;
};

function diceOf(seed: number): Dice {
  const random = randomOf(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  return {
    below,
    oneOf: <Value>(values: readonly Value[]) => values[below(values.length)] as Value,
    chance: (part) => random() < part,
  };
}

const KEYS = ["header", "file", "lfsFile", "deletedFile", "deletedFolder", "copy", "__proto__", ""];
const MEMBERS = ["path", "content", "encoding", "oid", "algo", "size", "summary", "description"];
const PATHS = [
  "a.txt",
  "b/c.txt",
  "README.md",
  ".gitattributes",
  ".git/config",
  "../up.txt",
  "/root.txt",
  "a.txt/below.txt",
  "b",
  "b//c.txt",
  "b/./c.txt",
  "c\\d.txt",
  "\u0000.txt",
  "\ud800.txt",
  "e\u0301.txt",
  "\u202egpj.txt",
  "n".repeat(300),
  "d/".repeat(200) + "e.txt",
  "",
];
const TEXTS = [
  "one",
  "",
  "\u0000",
  "---\nlicense: [\n---\n",
  "version https://git-lfs.github.com/spec/v1\n",
];
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  0.5,
  "",
  [],
  {},
  [[[[[[[[]]]]]]]],
  { toString: "x", constructor: 1 },
  "\ud800",
  "9007199254740993",
];

/** The body of one commit: most often lines that are nearly right, then spoilt in some places. */
export function commitInput(seed: number): Buffer {
  const dice = diceOf(seed);
  const lines = [headerLine(dice)];
  for (let count = dice.below(6); count > 0; count -= 1) lines.push(changeLine(dice));
  if (dice.chance(0.1)) lines.reverse();
  if (dice.chance(0.1)) lines.push(dice.oneOf(lines));
  const text = lines
    .map((line) => spoiltLine(dice, line))
    .join(dice.oneOf(["\n", "\n", "\r\n", ""]));
  return spoiltBytes(dice, Buffer.from(dice.chance(0.5) ? `${text}\n` : text));
}

function headerLine(dice: Dice): Record<string, unknown> {
  const summary = dice.oneOf(["Change", "Change", "", "s".repeat(600), "two\nlines"]);
  const parents = [undefined, undefined, undefined, "0".repeat(40), "none", null];
  return { key: "header", value: { summary, parentCommit: dice.oneOf(parents) } };
}

function changeLine(dice: Dice): Record<string, unknown> {
  const key = dice.oneOf(KEYS);
  const path = dice.oneOf(PATHS);
  switch (key) {
    case "file": {
      const text = dice.oneOf(TEXTS);
      const isBase64 = dice.chance(0.7);
      const content = isBase64 ? Buffer.from(text).toString("base64") : text;
      const encoding = dice.oneOf([isBase64 ? "base64" : "utf-8", "base64", null, "latin1"]);
      return { key, value: { path, content, encoding } };
    }
    case "lfsFile": {
      const oid = dice.oneOf(["0".repeat(64), "f".repeat(63), "G".repeat(64), ""]);
      const size = dice.oneOf([undefined, 0, 9, -1, 1e18, 2 ** 60]);
      return { key, value: { path, algo: dice.oneOf(["sha256", "sha1"]), oid, size } };
    }
    default:
      return { key, value: { path } };
  }
}

/** One member of some lines is something else, is missing, or stands where none is asked for. */
function spoiltLine(dice: Dice, line: Record<string, unknown>): string {
  if (dice.chance(0.7)) return JSON.stringify(line);
  const value = { ...(line["value"] as object) } as Record<string, unknown>;
  switch (dice.below(6)) {
    case 0:
      value[dice.oneOf(MEMBERS)] = dice.oneOf(ODD_VALUES);
      return JSON.stringify({ ...line, value });
    case 1:
      delete value[dice.oneOf(MEMBERS)];
      return JSON.stringify({ ...line, value });
    case 2:
      return JSON.stringify({ ...line, value: dice.oneOf(ODD_VALUES) });
    case 3:
      return JSON.stringify({ ...line, key: dice.oneOf(ODD_VALUES) });
    case 4:
      return "[".repeat(1 + dice.below(5000)) + "]".repeat(dice.below(5000));
    default:
      return JSON.stringify(dice.oneOf(ODD_VALUES));
  }
}

/** Bytes that are changed, cut off, doubled, or no text at all. */
function spoiltBytes(dice: Dice, bytes: Buffer): Buffer {
  if (dice.chance(0.6) || bytes.length === 0) return bytes;
  const at = dice.below(bytes.length);
  switch (dice.below(4)) {
    case 0:
      bytes[at] = dice.below(256);
      return bytes;
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Buffer.concat([bytes, bytes.subarray(at)]);
    default: {
      const noise = Buffer.from(Array.from({ length: 1 + dice.below(40) }, () => dice.below(256)));
      return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
    }
  }
}
