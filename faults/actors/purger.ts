import { makeContent } from "../model/content.ts";
import type { PurgeRecord, RepositoryRecord } from "../model/world.ts";
import { nameOf } from "../model/world.ts";
import { commit } from "./commit.ts";
import { repositoryPath } from "./paths.ts";
import { type Actor, attempt, type Scene } from "./scene.ts";

/**
 * Commits a large and a small file that nobody else has, deletes them again, and purges them from
 * the history: from then on both are unreadable, and nothing else is.
 */
export const purger: Actor = (scene) => {
  const { world, random, name } = scene;
  let turn = 0;
  return async () => {
    turn += 1;
    const repository = random.pick(world.present.filter(({ isStanding }) => isStanding));
    const folder = `purged/${name}-${turn}`;
    const files = (["binary", "text"] as const).map((kind) => {
      const content = makeContent({
        kind,
        sizeBytes: random.int(600, 40_000),
        seed: random.int(0, 2 ** 31),
      });
      return { path: `${folder}/${kind}`, content };
    });
    const puts = files.map((file) => {
      return { op: "put", ...file, source: { by: "bytes" } } as const;
    });
    const added = await commit(scene, { repository, title: `${name} ${turn}`, operations: puts });
    const remove = [{ op: "delete-folder", path: folder }] as const;
    const title = `${name} ${turn} deletes`;
    const removed = await commit(scene, { repository, title, operations: remove });
    const id = added.receipt?.commit;
    if (id === undefined || removed.outcome.kind !== "acknowledged") return;
    const purge: PurgeRecord = { commit: id, files, outcome: { kind: "unknown" } };
    await order(scene, repository, purge);
  };
};

async function order(
  scene: Scene,
  repository: RepositoryRecord,
  purge: PurgeRecord,
): Promise<void> {
  const { owner } = repository;
  const target = { kind: "paths", paths: purge.files.map(({ path }) => path) };
  const planned = await attempt(scene, {
    method: "POST",
    path: repositoryPath(repository, "purge-plans"),
    as: owner,
    body: { target },
  });
  if (planned.status !== 200) return;
  const confirmation = `${owner.name}/${nameOf(repository)}`;
  const body = { target, plan: planned.json["plan"], confirmation };
  repository.purges.push(purge);
  const path = repositoryPath(repository, "purges");
  await attempt(scene, { method: "POST", path, as: owner, body }, (outcome) => {
    purge.outcome = outcome;
  });
}
