import type { ObjectStore } from "../../platform/storage/index.ts";

const CACHE_BYTES = 64 * 1024 * 1024;
// Larger objects are read so seldom that they are not worth what they would displace.
const ENTRY_BYTES = 16 * 1024 * 1024;
const ENTRY_OVERHEAD_BYTES = 200;

/** Least recently used first; bounded by bytes. */
export class ObjectCache<Value> {
  readonly #entries = new Map<string, { value: Value; sizeBytes: number }>();
  readonly #limitBytes: number;
  readonly #entryBytes: number;
  #sizeBytes = 0;

  constructor(limitBytes: number, entryBytes = ENTRY_BYTES) {
    this.#limitBytes = limitBytes;
    this.#entryBytes = entryBytes;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value, sizeBytes: number): void {
    if (sizeBytes > this.#entryBytes) return;
    this.#remove(key);
    this.#entries.set(key, { value, sizeBytes: sizeBytes + ENTRY_OVERHEAD_BYTES });
    this.#sizeBytes += sizeBytes + ENTRY_OVERHEAD_BYTES;
    for (const oldest of this.#entries.keys()) {
      if (this.#sizeBytes <= this.#limitBytes) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#sizeBytes -= entry.sizeBytes;
  }
}

const caches = new WeakMap<ObjectStore, ObjectCache<unknown>>();

/**
 * The cache of an installation's git objects, by repository and id. Objects never change, so that
 * other processes need not be told.
 */
export function objectCacheOf<Value>(store: ObjectStore): ObjectCache<Value> {
  let cache = caches.get(store);
  if (cache === undefined) {
    cache = new ObjectCache(CACHE_BYTES);
    caches.set(store, cache);
  }
  return cache as ObjectCache<Value>;
}
