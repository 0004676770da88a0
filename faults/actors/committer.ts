import type { Operation } from "../model/replay.ts";
import type { RepositoryRecord } from "../model/world.ts";
import { commit } from "./commit.ts";
import { aContent, newContent } from "./contents.ts";
import type { Actor, Scene } from "./scene.ts";

const MOST_OPERATIONS = 6;
/** Written by everybody: the last one wins. */
const SHARED_PATHS = 20;

/**
 * Changes files of the standing repositories: puts, renames, deletes, whole folders, the card.
 * It renames and deletes only below a folder of its own, where it knows what there is.
 */
export const committer: Actor = (scene) => {
  const { world, random, name } = scene;
  const folders = new Map<RepositoryRecord, OwnFolder>();
  let turn = 0;
  return async () => {
    turn += 1;
    const repository = random.pick(world.present.filter(({ isStanding }) => isStanding));
    const own = folders.get(repository) ?? new OwnFolder(`${name}-${turn}`);
    folders.set(repository, own);
    const operations = chooseOperations(scene, own, turn);
    const title = `${name} ${turn}`;
    const expectedHead = random.chance(0.1) ? lastHead(repository) : undefined;
    try {
      const made = await commit(scene, { repository, title, operations, expectedHead });
      if (made.outcome.kind !== "acknowledged") folders.delete(repository);
    } catch (error) {
      // What is below the folder now is not known: the next commit begins another one.
      folders.delete(repository);
      throw error;
    }
  };
};

/** What an actor has put below its folder, by folders in it. */
class OwnFolder {
  readonly path: string;
  readonly files: string[] = [];

  constructor(path: string) {
    this.path = path;
  }

  take(random: Scene["random"]): string {
    const path = random.pick(this.files);
    this.files.splice(this.files.indexOf(path), 1);
    return path;
  }

  takeFolder(random: Scene["random"]): string {
    const file = random.pick(this.files);
    const folder = file.slice(0, file.lastIndexOf("/"));
    for (const path of this.files.filter((other) => other.startsWith(`${folder}/`))) {
      this.files.splice(this.files.indexOf(path), 1);
    }
    return folder;
  }
}

/** Each path is touched at most once, so that the order within a commit does not matter. */
function chooseOperations(scene: Scene, own: OwnFolder, turn: number): Operation[] {
  const { random } = scene;
  const operations: Operation[] = [];
  const added: string[] = [];
  if (own.files.length > 2 && random.chance(0.3)) {
    operations.push({ op: "delete", path: own.take(random) });
  }
  if (own.files.length > 2 && random.chance(0.3)) {
    const to = `${own.path}/renamed/${turn}`;
    operations.push({ op: "rename", from: own.take(random), to });
    added.push(to);
  }
  if (operations.length === 0 && own.files.length > 4 && random.chance(0.3)) {
    operations.push({ op: "delete-folder", path: own.takeFolder(random) });
  }
  for (let count = random.int(1, MOST_OPERATIONS); count > 0; count -= 1) {
    const path = `${own.path}/${turn}-${random.int(1, 3)}/${count}`;
    operations.push({ op: "put", path, content: aContent(scene), source: { by: "bytes" } });
    added.push(path);
  }
  if (random.chance(0.3)) {
    const path = `shared/${random.int(1, SHARED_PATHS)}`;
    operations.push({ op: "put", path, content: aContent(scene), source: { by: "bytes" } });
  }
  if (random.chance(0.2)) {
    const content = newContent(scene, { kind: "card", sizeBytes: 0 });
    operations.push({ op: "put", path: "README.md", content, source: { by: "bytes" } });
  }
  own.files.push(...added);
  return operations;
}

/** What was the head when somebody last heard of it: by now it may be another. */
export function lastHead({ attempts }: RepositoryRecord): string | undefined {
  return attempts.findLast(({ receipt, branch }) => receipt?.isNew === true && branch === "main")
    ?.receipt?.commit;
}
