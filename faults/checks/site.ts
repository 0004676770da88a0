import type pg from "pg";
import type { ObjectStore } from "#server/platform/storage/index.ts";
import type { Caller, Json } from "../gallery/caller.ts";
import type { RepositoryRecord, World } from "../model/world.ts";
import { repositoryPath } from "../actors/paths.ts";
import type { Random } from "../random.ts";

/** A gallery at rest after a fault, with everything that a check looks at. */
export type Site = {
  world: World;
  caller: Caller;
  /** The gallery's own database, to compare what it keeps with what it says. */
  database: pg.Client;
  store: ObjectStore;
  random: Random;
  /** Copies of repositories that git itself can read. */
  gitFolder: string;
  /** Of the store, whose bytes were found to be right: they never change. */
  verifiedObjects: Set<string>;
  /** The last check of a life looks at everything once more. */
  isThorough: boolean;
};

/** What is asked of a repository by its owner; undefined where the server says that it is not there. */
export async function ask(
  { caller }: Pick<Site, "caller">,
  repository: RepositoryRecord,
  rest: string,
): Promise<Json | undefined> {
  const path = repositoryPath(repository, rest);
  const { status, json } = await caller.call({ path, as: repository.owner });
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(json)}`);
  return json;
}

/** All pages of a list. @param rest with a query that says how long a page is. */
export async function* askAll(
  site: Pick<Site, "caller">,
  repository: RepositoryRecord,
  rest: string,
): AsyncGenerator<Json, void, undefined> {
  let cursor: unknown = null;
  do {
    const next = typeof cursor === "string" ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const page = await ask(site, repository, `${rest}${next}`);
    if (page === undefined) throw new Error(`${rest} is not there`);
    yield* page["items"] as Json[];
    cursor = page["nextCursor"];
  } while (cursor !== null);
}
