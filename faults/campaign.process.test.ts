import { expect, it, vi } from "vitest";
import type { Site } from "./checks/site.ts";
import { faultsNamed } from "./kinds.ts";
import { live, type RoundReport } from "./life.ts";
import { makeContent } from "./model/content.ts";
import type { UploadRecord, World } from "./model/world.ts";

// Whole galleries are started, loaded and killed here, one after the other.
vi.setConfig({ testTimeout: 240_000 });

type Tamper = (site: Site) => Promise<void>;

async function play(seed: number, faults: readonly string[], tamper?: Tamper) {
  const rounds: RoundReport[] = [];
  await live({
    seed,
    rounds: faults.length,
    faults: faultsNamed(faults),
    report: (round) => rounds.push(round),
    ...(tamper === undefined ? {} : { tamper }),
  });
  return rounds;
}

it("REP-3: a gallery that is killed and cut off at work loses nothing that it acknowledged", async () => {
  const rounds = await play(20_260, ["kill-both", "kill-server-alone", "cut-clients"]);
  expect(rounds.flatMap(({ violations }) => violations)).toEqual([]);
  expect(rounds).toHaveLength(3);
  for (const { counts, commits } of rounds) {
    expect(counts.acknowledged).toBeGreaterThan(0);
    expect(commits).toBeGreaterThan(0);
  }
});

function brokenIn(round: RoundReport | undefined): string[] {
  return [...new Set(round?.violations.map(({ invariant }) => invariant))].toSorted();
}

it("the check finds whatever disagrees with what was acknowledged", async () => {
  const [round] = await play(7, ["drain"], async ({ database, store, world }) => {
    await database.query(
      `delete from path_entries
       where ctid = (select ctid from path_entries where not is_folder limit 1)`,
    );
    await database.query("update repositories set size_bytes = size_bytes + 1");
    await database.query("delete from asset_search");
    await database.query("delete from outbox where name = 'repositories.ref-moved'");
    const { rows } = await database.query<{ id: string; size_bytes: string }>(
      "select id, size_bytes from contents where layout = 'whole'",
    );
    for (const { id, size_bytes } of rows) {
      const { key } = await store.write([Buffer.alloc(Number(size_bytes))]);
      await database.query("update contents set object_key = $1 where id = $2", [key, id]);
    }
    world.uploads.push(neverOpened(world));
  });
  const expected = [
    "acknowledged-readable",
    "index-agrees",
    "news-once",
    "rows-have-objects",
    "search-agrees",
    "sizes-agree",
    "uploads-resume",
  ];
  expect(brokenIn(round)).toEqual(expect.arrayContaining(expected));
});

it("the check finds what is gone, and what nobody asked for", async () => {
  const [round] = await play(7, ["drain"], async ({ database, store }) => {
    for await (const { key } of store.list()) await store.remove(key);
    await database.query("delete from repositories where name = 'three'");
    await database.query(
      `update refs set target = parents[1], commit_oid = parents[1] from commits
       where commits.repository_id = refs.repository_id and oid = target
         and refs.name = 'refs/heads/main' and parents[1] is not null`,
    );
    await database.query("update commits set title = 'Another' where parents[1] is not null");
  });
  const broken = brokenIn(round);
  expect(broken).toContain("acknowledged-is-there");
  expect(broken).toContain("acknowledged-readable");
  expect(broken).toContain("nothing-unasked");
  expect(broken).toContain("rows-have-objects");
});

/** A session that the server has said to have, with all its bytes, and does not know. */
function neverOpened({ present }: World): UploadRecord {
  const [repository] = present;
  if (repository === undefined) throw new Error("nothing is there");
  return {
    id: "f".repeat(32),
    repository,
    path: "w.bin",
    content: makeContent({ kind: "binary", seed: 1, sizeBytes: 1000 }),
    declaresHash: false,
    acknowledged: [{ start: 0, end: 1000 }],
    completing: false,
    isStored: false,
    isOver: false,
    isTaken: false,
  };
}
