import type { BranchRecord } from "../model/world.ts";
import { commit } from "./commit.ts";
import { lastHead } from "./committer.ts";
import { aContent } from "./contents.ts";
import { repositoryPath } from "./paths.ts";
import { type Actor, attempt } from "./scene.ts";

/** Makes branches, commits on them, and deletes some again. */
export const brancher: Actor = (scene) => {
  const { world, random, name } = scene;
  let turn = 0;
  return async () => {
    turn += 1;
    const repository = random.pick(world.present.filter(({ isStanding }) => isStanding));
    const startingPoint = lastHead(repository);
    if (startingPoint === undefined) return;
    const branch: BranchRecord = {
      name: `${name}-${turn}`,
      startingPoint,
      created: { kind: "unknown" },
      deleted: undefined,
    };
    repository.branches.push(branch);
    const create = {
      method: "POST",
      path: repositoryPath(repository, "branches"),
      as: repository.owner,
      body: { name: branch.name, startingPoint },
    } as const;
    await attempt(scene, create, (outcome) => {
      branch.created = outcome;
    });
    for (let count = random.int(0, 2); count > 0; count -= 1) {
      const put = { op: "put", path: `on-branch/${count}`, source: { by: "bytes" } } as const;
      const operations = [{ ...put, content: aContent(scene) }];
      const title = `${name} ${turn} ${count}`;
      await commit(scene, { repository, branch: branch.name, title, operations });
    }
    if (random.chance(0.5)) return;
    branch.deleted = { kind: "unknown" };
    const path = repositoryPath(repository, `branches/${branch.name}`);
    await attempt(scene, { method: "DELETE", path, as: repository.owner }, (outcome) => {
      branch.deleted = outcome;
    });
  };
};
