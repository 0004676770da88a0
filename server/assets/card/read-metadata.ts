import type { CardIssue } from "#contract/assets/asset.ts";
import type { CardIssueCode } from "#contract/assets/card-issues.ts";
import {
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type YAMLMap,
} from "yaml";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Metadata = { [key: string]: Json };

/** Something wrong at an offset of the YAML text. */
export type MetadataError = Omit<CardIssue, "line"> & { offset: number };

export type MetadataReading = {
  metadata: Metadata;
  errors: MetadataError[];
  /** The top-level mapping as it stands in the text; undefined where the text is empty or wrong. */
  root: YAMLMap | undefined;
};

const MAX_METADATA_LENGTH = 512 * 1024;
const MAX_DEPTH = 64;
const MAX_ERRORS = 20;
/** What aliases may blow the metadata up to: nodes plus characters. */
const MAX_EXPANDED_SIZE = 2 * MAX_METADATA_LENGTH;

/**
 * Reads the YAML of a card as plain JSON. Hostile text ends in an error, never in a crash, a long
 * wait or much memory: the length, the depth and what aliases expand to are limited, tags outside
 * YAML's core schema and doubled keys are refused, and NUL (which no database column takes) is
 * replaced. With errors the metadata is empty.
 */
export function readMetadata(text: string): MetadataReading {
  if (text.length > MAX_METADATA_LENGTH) {
    const message = `The metadata is longer than ${MAX_METADATA_LENGTH} characters`;
    const params = { limit: MAX_METADATA_LENGTH };
    return failed([{ code: "too-long", message, params, offset: 0 }]);
  }
  // Doubled keys are looked for below: the parser's own check takes quadratic time.
  const document = parseDocument(text, {
    schema: "core",
    uniqueKeys: false,
    stringKeys: true,
    prettyErrors: false,
    // Anything quieter lets a second document pass unseen.
    logLevel: "error",
  });
  if (document.errors.length > 0) {
    const errors = document.errors.map(({ code, message, pos }) => ({
      ...inOwnCodes(code, message),
      // What is missing at the end is reported on the last line that says something.
      offset: Math.min(pos[0], text.trimEnd().length),
    }));
    return failed(errors);
  }
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) {
    return { metadata: {}, errors: [], root: undefined };
  }
  if (!isMap(root)) {
    const message = "The metadata must be lines of the form key: value";
    return failed([{ code: "no-mapping", message, params: {}, offset: 0 }]);
  }
  const reader = new NodeReader();
  const metadata = reader.readMap(root, 0);
  return reader.errors.length > 0 ? failed(reader.errors) : { metadata, errors: [], root };
}

function failed(errors: MetadataError[]): MetadataReading {
  return { metadata: {}, errors: errors.slice(0, MAX_ERRORS).map(shorten), root: undefined };
}

const YAML_CODES: Partial<Record<ErrorCode, CardIssueCode>> = {
  BAD_INDENT: "yaml-indent",
  TAB_AS_INDENT: "yaml-tab",
  MISSING_CHAR: "yaml-missing",
  MULTILINE_IMPLICIT_KEY: "yaml-key",
  BLOCK_AS_IMPLICIT_KEY: "yaml-colon",
  UNEXPECTED_TOKEN: "yaml-unexpected",
  MULTIPLE_DOCS: "yaml-documents",
};

/** What the parser says in English has words of its own where it is common. */
function inOwnCodes(yamlCode: ErrorCode, said: string): Omit<MetadataError, "offset"> {
  if (said.includes("call stack")) {
    const message = `The metadata is nested deeper than ${MAX_DEPTH} levels`;
    return { code: "too-deep", message, params: { limit: MAX_DEPTH } };
  }
  const code = YAML_CODES[yamlCode] ?? "yaml";
  return { code, message: said, params: code === "yaml" ? { message: said } : {} };
}

function shorten({ message, params, ...error }: MetadataError): MetadataError {
  const cut = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === "string" ? cutMessage(value) : value,
  ]);
  return { ...error, message: cutMessage(message), params: Object.fromEntries(cut) };
}

function cutMessage(message: string): string {
  return message.slice(0, 300).toWellFormed();
}

/** Turns YAML nodes into JSON within the limits; after the first overrun it reads no further. */
class NodeReader {
  readonly errors: MetadataError[] = [];
  #size = 0;
  #isOver = false;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();

  readMap(map: YAMLMap, depth: number): Metadata {
    const entries = new Map<string, Json>();
    for (const { key, value } of map.items) {
      if (this.#isOver) break;
      const name = cleanText(isScalar(key) ? String(key.value) : String(key));
      this.#count(name.length, map);
      if (entries.has(name)) {
        this.#fail(isScalar(key) ? key : map, {
          code: "key-twice",
          message: `The key ${name} stands twice`,
          params: { name },
        });
      }
      entries.set(name, this.#readNode(value, depth + 1));
    }
    return Object.fromEntries(entries);
  }

  #readNode(node: unknown, depth: number): Json {
    if (node === null || node === undefined || this.#isOver) return null;
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target && !this.#open.has(target)) return this.#readNode(target, depth);
      const message = `The alias ${node.source} names nothing that can be repeated here`;
      this.#fail(node, { code: "alias-unknown", message, params: { name: node.source } });
      return null;
    }
    if (!isScalar(node) && !isSeq(node) && !isMap(node)) return null;
    if (node.anchor) this.#anchors.set(node.anchor, node);
    this.#checkTag(node);
    this.#count(1, node);
    if (depth > MAX_DEPTH) {
      this.#isOver = true;
      const message = `The metadata is nested deeper than ${MAX_DEPTH} levels`;
      this.#fail(node, { code: "too-deep", message, params: { limit: MAX_DEPTH } });
      return null;
    }
    if (isScalar(node)) return this.#readScalar(node.value, node);
    this.#open.add(node);
    const value = isMap(node)
      ? this.readMap(node, depth)
      : node.items.map((item) => this.#readNode(item, depth + 1));
    this.#open.delete(node);
    return value;
  }

  #readScalar(value: unknown, node: Node): Json {
    if (typeof value === "boolean" || value === null || value === undefined) return value ?? null;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    const text = cleanText(typeof value === "string" ? value : `${value as number | bigint}`);
    this.#count(text.length, node);
    return text;
  }

  #checkTag(node: Node & { tag?: string | undefined }): void {
    if (!node.tag || /^tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map)$/.test(node.tag)) {
      return;
    }
    this.#fail(node, {
      code: "tag-forbidden",
      message: `The tag ${node.tag} is not allowed`,
      params: { name: node.tag },
    });
  }

  #count(size: number, node: Node): void {
    this.#size += size;
    if (this.#isOver || this.#size <= MAX_EXPANDED_SIZE) return;
    this.#isOver = true;
    this.#fail(node, {
      code: "expands",
      message: "The aliases of the metadata expand to too much",
      params: {},
    });
  }

  #fail(node: Node, issue: Omit<MetadataError, "offset">): void {
    if (this.errors.length < MAX_ERRORS) {
      this.errors.push({ ...issue, offset: node.range?.[0] ?? 0 });
    }
  }
}

function cleanText(text: string): string {
  return text.replaceAll("\0", "\uFFFD").toWellFormed();
}
