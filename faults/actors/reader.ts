import { hashesOf } from "../model/content.ts";
import type { Operation } from "../model/replay.ts";
import { namesInZip } from "../checks/names-in-zip.ts";
import { mayBePurged } from "../model/world.ts";
import { inUrl, repositoryPath } from "./paths.ts";
import type { Actor, Scene } from "./scene.ts";

/** Downloads files and archives of acknowledged commits while everything else goes on. */
export const reader: Actor = (scene) => async () => {
  if (scene.random.chance(0.2)) await readArchive(scene);
  else await readFile(scene);
};

async function readFile({ world, caller, random }: Scene): Promise<void> {
  const repository = random.pick(world.present);
  // What only a branch had that is deleted may be gone.
  const acknowledged = repository.attempts.filter(
    ({ receipt, branch }) => receipt?.isNew === true && branch === "main",
  );
  if (acknowledged.length === 0) return;
  const { receipt, operations } = random.pick(acknowledged);
  const puts = operations.filter(isPut);
  if (receipt === undefined || puts.length === 0) return;
  const { path, content } = random.pick(puts);
  const answer = await caller.call({
    path: repositoryPath(repository, `content/${receipt.commit}/${inUrl(path)}`),
    as: repository.owner,
  });
  // Deleted by another actor since it was chosen.
  if (repository.deleted !== undefined || mayBePurged(repository, content)) return;
  const isSame = answer.status === 200 && hashesOf(answer.bytes).sha256 === content.sha256;
  if (isSame) return;
  const detail = `${path} at ${receipt.commit} answered ${answer.status} with other bytes`;
  world.violate("acknowledged-readable", detail);
}

async function readArchive({ world, caller, random }: Scene): Promise<void> {
  const known = world.present.filter(({ trees }) => trees.size > 0);
  if (known.length === 0) return;
  const repository = random.pick(known);
  const [commit, tree] = random.pick([...repository.trees]);
  const answer = await caller.call({
    path: repositoryPath(repository, `archive/${commit}`),
    as: repository.owner,
  });
  if (repository.deleted !== undefined) return;
  if ([...tree.values()].some((file) => mayBePurged(repository, file))) return;
  const names = answer.status === 200 ? namesInZip(answer.bytes) : [];
  const missing = [...tree.keys()].filter(
    (path) => !names.some((name) => name === path || name.endsWith(`/${path}`)),
  );
  if (answer.status === 200 && missing.length === 0) return;
  const detail = `the archive of ${commit} answered ${answer.status} without ${missing.join(", ")}`;
  world.violate("acknowledged-readable", detail);
}

function isPut(operation: Operation): operation is Extract<Operation, { op: "put" }> {
  return operation.op === "put";
}
