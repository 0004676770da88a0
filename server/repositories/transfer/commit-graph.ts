import type { Database } from "../../platform/database/index.ts";
import type { ObjectId } from "../../platform/git/index.ts";
import { type GraphCommit, readAncestors } from "../store/transfers.ts";

const WINDOW = 1000;

/** The commits of a repository, read in windows of histories: one query for many steps back. */
export class CommitGraph {
  readonly #db: Database;
  readonly #repositoryId: number;
  readonly #known = new Map<ObjectId, GraphCommit>();

  constructor(db: Database, repositoryId: number) {
    this.#db = db;
    this.#repositoryId = repositoryId;
  }

  /** Those of the commits that are there. */
  async find(oids: Iterable<ObjectId>): Promise<GraphCommit[]> {
    const asked = [...new Set(oids)];
    let missing = asked.filter((oid) => !this.#known.has(oid));
    while (missing.length > 0) {
      const limit = Math.max(WINDOW, missing.length);
      const rows = await readAncestors(this.#db, this.#repositoryId, { frontier: missing, limit });
      for (const row of rows) this.#known.set(row.oid, row);
      const left = missing.filter((oid) => !this.#known.has(oid));
      if (left.length === missing.length) break;
      missing = left;
    }
    return asked.flatMap((oid) => this.#known.get(oid) ?? []);
  }
}
