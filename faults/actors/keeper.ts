import { nameOf, type RepositoryRecord } from "../model/world.ts";
import { commit } from "./commit.ts";
import { aContent } from "./contents.ts";
import { assetPath } from "./paths.ts";
import { type Actor, attempt, type Scene } from "./scene.ts";

/** Makes repositories, fills, renames and deletes them. */
export const keeper: Actor = (scene) => {
  const { world, random, name } = scene;
  let turn = 0;
  return async () => {
    turn += 1;
    const owner = random.pick(world.accounts);
    const unique = `${name}-${turn}`.replaceAll(/[^a-z0-9]/g, "x");
    const repository = await create(scene, { owner, name: unique, isStanding: false });
    if (repository === undefined) return;
    for (let count = random.int(1, 3); count > 0; count -= 1) {
      const put = { op: "put", source: { by: "bytes" } } as const;
      const operations = ["a", "b", "folder/c"].map((path) => {
        return { ...put, path: `${path}${count}`, content: aContent(scene) };
      });
      await commit(scene, { repository, title: `${name} ${turn} ${count}`, operations });
    }
    if (random.chance(0.4)) await rename(scene, repository, `${unique}moved`);
    if (random.chance(0.6)) await remove(scene, repository);
  };
};

type New = Pick<RepositoryRecord, "owner" | "isStanding"> & { name: string };

export async function create(
  scene: Pick<Scene, "world" | "caller">,
  { owner, name, isStanding }: New,
): Promise<RepositoryRecord | undefined> {
  const repository: RepositoryRecord = {
    owner,
    names: [name],
    created: { kind: "unknown" },
    deleted: undefined,
    branches: [],
    attempts: [],
    purges: [],
    trees: new Map(),
    histories: new Map(),
    isStanding,
  };
  scene.world.repositories.push(repository);
  const body = { kind: "model", owner: owner.name, name };
  const call = { method: "POST", path: "/api/v1/assets", as: owner, body } as const;
  const { status } = await attempt(scene, call, (outcome) => {
    repository.created = outcome;
  });
  return status === 201 ? repository : undefined;
}

async function rename(scene: Scene, repository: RepositoryRecord, name: string): Promise<void> {
  const { owner, names } = repository;
  const path = `${assetPath(repository, nameOf(repository))}/rename`;
  // The old name leads to it as well, whatever comes of this.
  names.unshift(name);
  const body = { owner: owner.name, name };
  await attempt(scene, { method: "POST", path, as: owner, body }, (outcome) => {
    if (outcome.kind === "unknown") return;
    names.shift();
    if (outcome.kind === "acknowledged") names.push(name);
  });
}

async function remove(scene: Scene, repository: RepositoryRecord): Promise<void> {
  const { owner } = repository;
  const name = nameOf(repository);
  const confirmation = encodeURIComponent(`${owner.name}/${name}`);
  const path = `${assetPath(repository, name)}?confirmation=${confirmation}`;
  repository.deleted = { kind: "unknown" };
  await attempt(scene, { method: "DELETE", path, as: owner }, (outcome) => {
    repository.deleted = outcome.kind === "refused" ? undefined : outcome;
  });
}
