export type InParallelOptions = {
  /** How many run at a time. */
  limit: number;
  signal?: AbortSignal | undefined;
};

/**
 * Runs `work` on each item, a few at a time, taking items from the source only as they are needed.
 * The first failure aborts the others' signal, and is thrown when all have ended.
 */
export async function inParallel<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  options: InParallelOptions,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const signal =
    options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const source = iterate(items);
  let failure: { error: unknown } | undefined;

  const runWorker = async () => {
    while (failure === undefined && !signal.aborted) {
      const next = await source.next();
      if (next.done === true) return;
      await work(next.value, signal);
    }
  };
  const guarded = async () => {
    try {
      await runWorker();
    } catch (error) {
      failure ??= { error };
      stop.abort(error);
    }
  };
  await Promise.all(Array.from({ length: options.limit }, guarded));
  await source.return();
  if (failure !== undefined) throw failure.error;
  options.signal?.throwIfAborted();
}

/** Generators queue calls of `next`, so that workers may ask at the same time. */
async function* iterate<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
): AsyncGenerator<Item, void, undefined> {
  yield* items;
}
