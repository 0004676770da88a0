import { afterAll } from "vitest";
import type { TablePage, TableRows } from "#contract/repositories/table.ts";
import { createToken } from "../../../../accounts/index.ts";
import { anOrdinaryUser } from "../../../../testing/accounts.ts";
import { testContext } from "../../../../testing/context.ts";
import { testServer } from "../../../../testing/http.ts";
import { aCommit, aRepository } from "../../../../testing/repositories.ts";
import { findRepository, type Repository, repositoriesRoutes } from "../../../index.ts";
import { tablesOf } from "../tables-of.ts";

export type Query = Record<string, string | number | boolean | object>;
type Wanted = { path: string; query?: Query | undefined; token?: string | null };

const ASK_AGAIN_MS = 100;

export const PEOPLE =
  "name,age,score,born\nZoé,31,1.50,1990-05-01\nAda,,2,1815-12-10\nBob,7,-3.25,2018-01-01\n";

/** A gallery with an owner of tables, a stranger, and what is asked of it over HTTP. */
export async function tableCalls() {
  const base = await testContext();
  const app = await testServer(base, repositoriesRoutes);
  const alice = await anOrdinaryUser(base);
  const mallory = await anOrdinaryUser(base);
  const ctx = base.as(alice);
  afterAll(() => tablesOf(ctx).close());
  const tokenOf = async (viewer: typeof alice) => {
    const input = { name: "t", scope: "read", expiresInDays: undefined } as const;
    const asked = { ...input, repositories: [] };
    return (await createToken(base.as(viewer), asked, { findRepository })).secret;
  };
  const tokens = { alice: await tokenOf(alice), mallory: await tokenOf(mallory) };

  function send(repository: Repository, call: string, wanted: Wanted) {
    const { path, query = {}, token = tokens.alice } = wanted;
    const { kind, ownerName, name } = repository;
    const search = new URLSearchParams(
      Object.entries(query).map(([key, value]) => [
        key,
        typeof value === "object" ? JSON.stringify(value) : String(value),
      ]),
    );
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    return app.inject({
      url: `/api/v1/repositories/${kind}/${ownerName}/${name}/${call}/main/${path}?${search}`,
      headers: { host: "127.0.0.1", ...authorization },
    });
  }

  /** Asks until the work before the answer is done. */
  async function ask<T extends { state: string }>(
    repository: Repository,
    call: string,
    wanted: Wanted,
  ): Promise<T> {
    for (;;) {
      const response = await send(repository, call, wanted);
      if (response.statusCode !== 200) throw new Error(response.body);
      const answer = response.json<T>();
      if (answer.state !== "working") return answer;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }

  async function rowsOf(repository: Repository, path: string, query: Query = {}) {
    const answer = await ask<TableRows>(repository, "table-rows", { path, query });
    if (answer.state !== "ready") throw new Error("the table is not ready");
    return answer;
  }

  async function aTableRepository(files: Record<string, string | Uint8Array>) {
    const repository = await aRepository(ctx, { owner: alice, kind: "dataset" });
    await aCommit(ctx, repository, { files });
    return repository;
  }
  return { ctx, tokens, send, ask, rowsOf, aTableRepository };
}

export function cellsOf({ rows }: TablePage) {
  return rows.map(({ cells }) => cells);
}
