const PREFIX = "gallery-upload:";

/**
 * Says to other tabs that this one works at an upload, until it is closed. Where the browser has no
 * locks, as on plain http, nobody is told; two tabs that go on with one upload do no harm.
 * @returns gives the lock back.
 */
export function holdVisit(id: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  locks()
    ?.request(PREFIX + id, () => promise)
    .catch(() => undefined);
  return resolve;
}

/** The visits that other tabs, or this one, work at now. */
export async function heldVisits(): Promise<Set<string>> {
  const { held = [] } = (await locks()?.query()) ?? {};
  return new Set(held.map(({ name = "" }) => name.slice(PREFIX.length)));
}

function locks(): LockManager | undefined {
  return (navigator as Partial<Navigator>).locks;
}
