import { hashObject, type ObjectId, type ObjectType } from "../object-id.ts";
import { deltaEntry, insertingDelta, packOf, type RawEntry, sealed, wholeEntry } from "./packs.ts";

/** Pushes that no git makes, each made from its seed alone. */
export type PackInput = {
  pack: Buffer;
  /** What refs would name. */
  tips: ObjectId[];
};

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

class Dice {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomOf(seed);
  }

  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  oneOf<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)] as Value;
  }

  chance(part: number): boolean {
    return this.#random() < part;
  }

  bytes(limit: number): Buffer {
    return Buffer.from(Array.from({ length: this.below(limit) }, () => this.below(256)));
  }
}

const NAMES = ["a", "b", "a.txt", "README.md", "文", "é", ".gitmodules"];
const ODD_NAMES = [
  ".git",
  "..",
  ".",
  "",
  "a/b",
  "GIT~1",
  "e\u0301",
  "\u202e",
  "\xff",
  "x".repeat(300),
];
const MODES = ["100644", "100755", "120000", "40000", "160000"];
const ODD_MODES = ["100664", "040000", "0", "", "777", "100644 ", "-1"];
const HEADERS = ["tree", "parent", "author", "committer", "gpgsig", "encoding", "object", "type"];
const PERSON = "Ada <ada@example.org> 1700000000 +0000";
const ODD_PEOPLE = [
  "",
  "Ada",
  "<>",
  "Ada <a> 99999999999999999999 +0000",
  "A <b> 1 +99999",
  "\u0000",
];

type Made = { oid: ObjectId; type: ObjectType; bytes: Buffer };

export function packInput(seed: number): PackInput {
  const dice = new Dice(seed);
  const made: Made[] = [];
  const add = (type: ObjectType, bytes: Buffer) => {
    made.push({ type, bytes, oid: hashObject(type, bytes) });
  };
  const size = 1 + dice.below(8);
  for (let index = 0; index < size; index++) add("blob", blobOf(dice));
  for (let index = 0; index < size; index++) add("tree", treeOf(dice, made));
  for (let index = 0; index < 1 + dice.below(4); index++) add("commit", commitOf(dice, made));
  if (dice.chance(0.3)) add("tag", tagOf(dice, made));
  const entries = made.map((object, index) => entryOf(dice, { object, index, made }));
  if (dice.chance(0.2)) entries.reverse();
  const count = dice.chance(0.05) ? dice.below(2 ** 32) : entries.length;
  const pack = damage(dice, packOf(entries, count));
  const commits = made.filter(({ type }) => type === "commit" || type === "tag");
  const tips = dice.chance(0.9) ? commits : [dice.oneOf(made)];
  return { pack, tips: tips.map(({ oid }) => oid) };
}

function blobOf(dice: Dice): Buffer {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"a".repeat(64)}\nsize ${dice.below(10)}\n`;
  return dice.oneOf([
    () => Buffer.from(`text ${dice.below(1000)}\n`),
    () => dice.bytes(300),
    () => Buffer.from(pointer),
    () => Buffer.from('[submodule "x"]\n\turl = -u\n'),
    () => Buffer.alloc(dice.below(5000)),
  ])();
}

function anyId(dice: Dice, made: readonly Made[], type?: ObjectType): ObjectId {
  const fitting = made.filter((object) => type === undefined || object.type === type);
  if (dice.chance(0.05) || fitting.length === 0) return dice.oneOf(["0", "1", "f"]).repeat(40);
  return dice.oneOf(fitting).oid;
}

function treeOf(dice: Dice, made: readonly Made[]): Buffer {
  const isOdd = dice.chance(0.15);
  const names = new Set<string>();
  for (let index = dice.below(5); index > 0; index--) names.add(dice.oneOf(NAMES));
  if (isOdd) names.add(dice.oneOf(ODD_NAMES));
  const entries = [...names].map((name) => {
    const mode = isOdd && dice.chance(0.3) ? dice.oneOf(ODD_MODES) : dice.oneOf(MODES);
    const type = dice.chance(0.03) ? undefined : mode === "40000" ? "tree" : "blob";
    return { name, mode, oid: anyId(dice, made, type) };
  });
  const key = ({ name, mode }: { name: string; mode: string }) =>
    Buffer.from(mode === "40000" ? `${name}/` : name);
  if (!isOdd) entries.sort((one, other) => Buffer.compare(key(one), key(other)));
  const bytes = Buffer.concat(
    entries.map(({ name, mode, oid }) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, "hex")]),
    ),
  );
  return dice.chance(0.05) ? bytes.subarray(0, dice.below(bytes.length + 1)) : bytes;
}

function commitOf(dice: Dice, made: readonly Made[]): Buffer {
  const person = () => (dice.chance(0.05) ? dice.oneOf(ODD_PEOPLE) : PERSON);
  const lines = [`tree ${anyId(dice, made, "tree")}`];
  for (let parents = dice.below(3); parents > 0; parents--) {
    const hasCommits = made.some(({ type }) => type === "commit");
    if (hasCommits) lines.push(`parent ${anyId(dice, made, "commit")}`);
  }
  lines.push(`author ${person()}`, `committer ${person()}`);
  if (dice.chance(0.1)) lines.push(`${dice.oneOf(HEADERS)} ${dice.bytes(30).toString("latin1")}`);
  if (dice.chance(0.05)) lines.splice(dice.below(lines.length), 1);
  const end = dice.chance(0.05) ? "" : "\n\nSubject\n\nBody\n";
  return Buffer.from(`${lines.join("\n")}${end}`);
}

function tagOf(dice: Dice, made: readonly Made[]): Buffer {
  const target = dice.oneOf(made);
  const type = dice.chance(0.1) ? "blob" : target.type;
  return Buffer.from(
    `object ${target.oid}\ntype ${type}\ntag v${dice.below(9)}\ntagger ${PERSON}\n\nWhy\n`,
  );
}

type Place = { object: Made; index: number; made: readonly Made[] };

function entryOf(dice: Dice, { object, index, made }: Place): RawEntry {
  const before = made.slice(0, index).filter(({ type }) => type === object.type);
  if (!dice.chance(0.25) || before.length === 0) return wholeEntry(object.type, object.bytes);
  const base = dice.oneOf(before);
  if (dice.chance(0.2)) return deltaEntry(base.oid, dice.bytes(40));
  if (dice.chance(0.2)) return deltaEntry(dice.below(500), insertingDelta(9, "x"));
  const isShort = base.bytes.length < 128 && object.bytes.length > 0 && object.bytes.length < 128;
  if (!isShort) return wholeEntry(object.type, object.bytes);
  return deltaEntry(base.oid, insertingDelta(base.bytes.length, object.bytes.toString("latin1")));
}

/** Flips, cuts and repeats some of it; mostly with a checksum that is right again. */
function damage(dice: Dice, pack: Buffer): Buffer {
  if (dice.chance(0.6)) return pack;
  const body = Buffer.from(pack.subarray(0, -20));
  switch (dice.below(4)) {
    case 0:
      for (let flips = 1 + dice.below(4); flips > 0; flips--) {
        body[dice.below(body.length)] = dice.below(256);
      }
      return sealed(body);
    case 1:
      return sealed(body.subarray(0, dice.below(body.length)));
    case 2:
      return sealed(Buffer.concat([body, body.subarray(dice.below(body.length))]));
    default:
      return Buffer.concat([body, dice.bytes(40)]);
  }
}
