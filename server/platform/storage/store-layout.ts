import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { ObjectKey, StagingKey } from "./object-store.ts";

/**
 * The folders of a directory store, all on one file system so that a rename moves bytes between
 * them: `objects/ab/cd/abcd…`, `staging/abcd….{part,sealed,journal}`, `temporary/abcd…`.
 */
export type StoreLayout = { objects: string; staging: string; temporary: string };

export type StagingPaths = {
  /** Receives the parts. */
  part: string;
  /** The same file from the moment that it takes no more parts. */
  sealed: string;
  journal: string;
};

/** Of a key: they name the two folders that its object lies in. */
const FOLDER_DIGITS = 4;
const KEY = /^[0-9a-f]{32}$/;

export function layoutOf(root: string): StoreLayout {
  return {
    objects: join(root, "objects"),
    staging: join(root, "staging"),
    temporary: join(root, "temporary"),
  };
}

export function newKey(): string {
  return randomBytes(16).toString("hex");
}

/** A key for each item; their objects lie in one folder. */
export function newKeysTogether<Item>(items: readonly Item[]): [key: string, item: Item][] {
  const beginning = newKey().slice(0, FOLDER_DIGITS);
  return items.map((item) => [beginning + newKey().slice(FOLDER_DIGITS), item]);
}

export function isKey(text: string): boolean {
  return KEY.test(text);
}

/** @throws {Error} when the key was not made by a store: it must never become a path. */
export function objectPath(layout: StoreLayout, key: ObjectKey): string {
  const checked = checkKey(key);
  return join(layout.objects, checked.slice(0, 2), checked.slice(2, 4), checked);
}

export function stagingPaths(layout: StoreLayout, key: StagingKey): StagingPaths {
  const path = join(layout.staging, checkKey(key));
  return { part: `${path}.part`, sealed: `${path}.sealed`, journal: `${path}.journal` };
}

/** @throws {Error} when the key was not made by a store. */
export function checkKey(key: string): string {
  if (!isKey(key)) throw new Error(`${JSON.stringify(key)} is not a key of this store`);
  return key;
}
