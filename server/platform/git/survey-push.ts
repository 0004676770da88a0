import { PATH_LIMITS } from "#contract/repositories/path-rules.ts";
import { checkTree } from "./check-tree.ts";
import { parseCommit, splitMessage, type Commit } from "./commit.ts";
import { parsePointer, POINTER_LIMIT_BYTES, type LfsPointer } from "./lfs-pointer.ts";
import { EMPTY_TREE_ID, type ObjectId, type ObjectType } from "./object-id.ts";
import { ObjectIdSet } from "./object-id-set.ts";
import { PackError } from "./pack-format.ts";
import { parseTag } from "./tag.ts";

/** The objects of a push, by the number of their id. */
export type UnpackedObjects = {
  ids: ObjectIdSet;
  types: readonly ObjectType[];
  sizes: readonly number[];
  /** -1: not kept, for the blob is too large. */
  offsets: readonly number[];
  read: (number: number) => Buffer;
};

export type SurveyedCommit = {
  oid: ObjectId;
  tree: ObjectId;
  parents: ObjectId[];
  authorName: string;
  authorEmail: string;
  authoredAt: Date;
  committedAt: Date;
  title: string;
  description: string;
};

export type NamedPointer = LfsPointer & { path: string };

/** What is reached from the tips of a push, and what it builds on. */
export type Survey = {
  /** Parents before their children. */
  commits: SurveyedCommit[];
  /** Numbers of the objects that are reached; the others are nobody's. */
  reached: number[];
  pointers: NamedPointer[];
  /** Named by the push and not brought by it, by what they must be. */
  outside: Record<"commit" | "tree" | "blob" | "any", ObjectIdSet>;
};

/**
 * Follows a push from its tips, as git's own checks of received objects do: well-formed commits and
 * trees, names that are allowed, no file above the limit, types as they are named.
 * @throws {PackError} naming the file or the object.
 */
export function surveyPush(
  objects: UnpackedObjects,
  { tips, blobBytes }: { tips: readonly ObjectId[]; blobBytes: number },
): Survey {
  return new Surveyor(objects, blobBytes).follow(tips);
}

/** Tags of tags exist only to waste time. */
const TAG_DEPTH = 16;

type OpenTree = { number: number; path: string; depth: number };

class Surveyor {
  readonly #objects: UnpackedObjects;
  readonly #blobBytes: number;
  readonly #isReached: Uint8Array;
  readonly #survey: Survey;

  constructor(objects: UnpackedObjects, blobBytes: number) {
    this.#objects = objects;
    this.#blobBytes = blobBytes;
    this.#isReached = new Uint8Array(objects.ids.size);
    const outside = {
      commit: new ObjectIdSet(),
      tree: new ObjectIdSet(),
      blob: new ObjectIdSet(),
      any: new ObjectIdSet(),
    };
    this.#survey = { commits: [], reached: [], pointers: [], outside };
  }

  follow(tips: readonly ObjectId[]): Survey {
    for (const tip of tips) this.#followTip(tip);
    for (const { oid, tree } of this.#survey.commits) this.#followTree(tree, `commit ${oid}`);
    return this.#survey;
  }

  #followTip(tip: ObjectId, depth = 0): void {
    if (depth > TAG_DEPTH) throw new PackError(`tag ${tip} is nested too deep`);
    const number = this.#objects.ids.indexOf(tip);
    if (number < 0) {
      this.#survey.outside.any.add(tip);
      return;
    }
    switch (this.#objects.types[number] ?? "blob") {
      case "commit":
        this.#followHistory(number);
        return;
      case "tree":
        this.#followTree(tip, `tree ${tip}`);
        return;
      case "blob":
        this.#takeBlob(number, `blob ${tip}`);
        return;
      case "tag":
        if (this.#reach(number)) this.#followTag(number, depth);
    }
  }

  #followTag(number: number, depth: number): void {
    const { object, type, tagger } = this.#parse(number, parseTag);
    if (tagger?.raw !== undefined) {
      throw new PackError(`tag ${this.#objects.ids.at(number)} names nobody: ${tagger.raw}`);
    }
    const isHere = this.#objects.ids.has(object);
    if (type !== "tag") this.#find(object, type);
    else if (isHere && this.#objects.types[this.#objects.ids.indexOf(object)] !== "tag") {
      throw new PackError(`${object} is no tag`);
    }
    if (isHere || type === "tag") this.#followTip(object, depth + 1);
  }

  /** Depth first without recursion: a commit is noted once its parents are. */
  #followHistory(first: number): void {
    const open: { number: number; commit: Commit | null }[] = [{ number: first, commit: null }];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at.commit !== null) {
        this.#survey.commits.push(describe(this.#objects.ids.at(at.number), at.commit));
        continue;
      }
      if (!this.#reach(at.number)) continue;
      const commit = this.#parse(at.number, parseCommit);
      this.#checkPeople(at.number, commit);
      open.push({ number: at.number, commit });
      for (const parent of commit.parents) {
        const number = this.#find(parent, "commit");
        if (number >= 0) open.push({ number, commit: null });
      }
    }
  }

  #followTree(root: ObjectId, name: string): void {
    if (root === EMPTY_TREE_ID && this.#objects.ids.indexOf(root) < 0) return;
    const number = this.#find(root, "tree", name);
    const open: OpenTree[] = number < 0 ? [] : [{ number, path: "", depth: 1 }];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (!this.#reach(at.number)) continue;
      if (at.depth > PATH_LIMITS.levels) throw new PackError(`${at.path} is nested too deep`);
      for (const { kind, name: entry, oid } of checkTree(this.#objects.read(at.number), at.path)) {
        if (kind === "submodule") continue;
        const path = `${at.path}${entry}`;
        const below = this.#find(oid, kind === "folder" ? "tree" : "blob", path);
        if (below < 0) continue;
        if (kind === "folder") open.push({ number: below, path: `${path}/`, depth: at.depth + 1 });
        else this.#takeBlob(below, path);
      }
    }
  }

  #takeBlob(number: number, path: string): void {
    if (!this.#reach(number)) return;
    const sizeBytes = this.#objects.sizes[number] ?? 0;
    if (sizeBytes >= this.#blobBytes || (this.#objects.offsets[number] ?? -1) < 0) {
      throw new PackError(
        `${path} has ${sizeBytes} bytes; files of ${this.#blobBytes} bytes and more are stored ` +
          `by git-lfs: git lfs migrate import --include="${path}"`,
      );
    }
    const isModules = /(^|\/)\.gitmodules$/i.test(path);
    if (sizeBytes >= POINTER_LIMIT_BYTES && !isModules) return;
    const bytes = this.#objects.read(number);
    if (isModules) checkModules(bytes, path);
    const pointer = parsePointer(bytes);
    if (pointer !== undefined) this.#survey.pointers.push({ ...pointer, path });
  }

  /** The number of an object; -1, and noted, when the push does not bring it. */
  #find(oid: ObjectId, type: "commit" | "tree" | "blob", name = `${type} ${oid}`): number {
    const number = this.#objects.ids.indexOf(oid);
    if (number < 0) this.#survey.outside[type].add(oid);
    else if (this.#objects.types[number] !== type) throw new PackError(`${name} is no ${type}`);
    return number;
  }

  #reach(number: number): boolean {
    if (this.#isReached[number] === 1) return false;
    this.#isReached[number] = 1;
    this.#survey.reached.push(number);
    return true;
  }

  #parse<Parsed>(number: number, parse: (bytes: Buffer) => Parsed): Parsed {
    const bytes = this.#objects.read(number);
    const name = `${this.#objects.types[number]} ${this.#objects.ids.at(number)}`;
    if (bytes.includes(0)) throw new PackError(`${name} holds a NUL`);
    try {
      return parse(bytes);
    } catch (error) {
      throw new PackError(`${name} is malformed (${error instanceof Error ? error.message : ""})`);
    }
  }

  #checkPeople(number: number, { author, committer }: Commit): void {
    for (const { raw } of [author, committer]) {
      if (raw === undefined) continue;
      const oid = this.#objects.ids.at(number);
      throw new PackError(`commit ${oid} names nobody and no time that git could read: ${raw}`);
    }
  }
}

function describe(oid: ObjectId, commit: Commit): SurveyedCommit {
  const { title, body } = splitMessage(commit.message.toWellFormed());
  const { author, committer } = commit;
  return {
    oid,
    tree: commit.tree,
    parents: [...new Set(commit.parents)],
    authorName: author.name.toWellFormed(),
    authorEmail: author.email.toWellFormed(),
    authoredAt: author.at,
    committedAt: committer.at,
    title,
    description: body,
  };
}

/** A value that begins with a dash would reach other programs as an option. */
function checkModules(bytes: Buffer, path: string): void {
  if (!/^\s*(url|path)\s*=\s*"?-/im.test(bytes.toString("latin1"))) return;
  throw new PackError(`${path}: an address or a path begins with '-'`);
}
