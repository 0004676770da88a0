import type { UploadRecord } from "../model/world.ts";
import { bytesOf } from "../model/content.ts";
import { commit } from "./commit.ts";
import { newContent } from "./contents.ts";
import { repositoryPath } from "./paths.ts";
import { type Actor, attempt, type Scene } from "./scene.ts";

const LEAST_BYTES = 200_000;
const MOST_BYTES = 3_000_000;
const PART_BYTES = { least: 60_000, most: 800_000 };
const ENOUGH_UPLOADS = 40;

/**
 * Sends large files in parts through upload sessions, in any order and two at a time: new bytes and
 * bytes that others have sent, to the end, half way, or on from where an earlier round has stopped.
 */
export const uploader: Actor = (scene) => {
  const { world, random, name } = scene;
  let turn = 0;
  return async () => {
    turn += 1;
    const unfinished = world.uploads.filter(({ isOver, isTaken }) => !isOver && !isTaken);
    const isResumed =
      unfinished.length > 0 && (unfinished.length > ENOUGH_UPLOADS || random.chance(0.5));
    const upload = isResumed ? random.pick(unfinished) : await open(scene, `${name}-${turn}`);
    if (upload === undefined) return;
    upload.isTaken = true;
    if (isResumed) await ask(scene, upload);
    if (!isResumed && random.chance(0.1)) return cancel(scene, upload);
    const isHalf = !isResumed && random.chance(0.25);
    if (!(await sendParts(scene, upload, { isHalf }))) return;
    if (isHalf || !(await complete(scene, upload))) return;
    await use(scene, upload, `${name} ${turn}`);
  };
};

async function open(scene: Scene, path: string): Promise<UploadRecord | undefined> {
  const { world, random } = scene;
  const repository = random.pick(world.present.filter(({ isStanding }) => isStanding));
  const content =
    world.contents.length > 0 && random.chance(0.4)
      ? random.pick(world.contents)
      : newContent(scene, { kind: "binary", sizeBytes: random.int(LEAST_BYTES, MOST_BYTES) });
  const declaresHash = random.chance(0.6);
  const { sha256, sizeBytes } = content;
  const { status, json } = await attempt(scene, {
    method: "POST",
    path: repositoryPath(repository, "uploads"),
    as: repository.owner,
    body: { path, sizeBytes, ...(declaresHash ? { sha256 } : {}) },
  });
  if (status !== 201) return undefined;
  const isStored = json["state"] === "stored";
  const upload: UploadRecord = {
    id: String(json["id"]),
    repository,
    path,
    content,
    declaresHash,
    acknowledged: [],
    completing: isStored,
    isStored,
    isOver: false,
    isTaken: true,
  };
  world.uploads.push(upload);
  return upload;
}

/** Resume is to ask again: the same file by path, size and hash leads to the same session. */
async function ask(scene: Scene, upload: UploadRecord): Promise<void> {
  const { repository, path, content, declaresHash, completing, id } = upload;
  if (!declaresHash || completing) return;
  const { sha256, sizeBytes } = content;
  const { status, json } = await attempt(scene, {
    method: "POST",
    path: repositoryPath(repository, "uploads"),
    as: repository.owner,
    body: { path, sizeBytes, sha256 },
  });
  if (status !== 201 || json["id"] === id) return;
  scene.world.violate("uploads-resume", `${path} was asked for again and is not ${id}`);
}

/** @returns false when the server refuses a part, as a full disk does. */
async function sendParts(
  scene: Scene,
  upload: UploadRecord,
  { isHalf }: { isHalf: boolean },
): Promise<boolean> {
  if (upload.completing) return true;
  const { random } = scene;
  const parts = random.shuffle(partsOf(scene, upload));
  const wanted = isHalf ? parts.slice(0, Math.ceil(parts.length / 2)) : parts;
  const bytes = bytesOf(upload.content);
  const send = async (part: Part) => {
    const { start, end } = part;
    const answer = await attempt(scene, {
      method: "PUT",
      path: repositoryPath(upload.repository, `uploads/${upload.id}/parts/${start}`),
      as: upload.repository.owner,
      body: bytes.subarray(start, end),
    });
    if (answer.status === 200) upload.acknowledged.push(part);
    return answer.status === 200;
  };
  for (let index = 0; index < wanted.length; index += 2) {
    const sent = await Promise.all(wanted.slice(index, index + 2).map(send));
    if (sent.includes(false)) return false;
  }
  return true;
}

type Part = { start: number; end: number };

function partsOf({ random }: Scene, { content }: UploadRecord): Part[] {
  const size = random.int(PART_BYTES.least, PART_BYTES.most);
  const parts: Part[] = [];
  for (let start = 0; start < content.sizeBytes; start += size) {
    parts.push({ start, end: Math.min(start + size, content.sizeBytes) });
  }
  return parts;
}

async function complete(scene: Scene, upload: UploadRecord): Promise<boolean> {
  const { repository, id, content } = upload;
  upload.completing = true;
  const path = repositoryPath(repository, `uploads/${id}/complete`);
  const call = { method: "POST", path, as: repository.owner } as const;
  while (!upload.isStored && !scene.isOver()) {
    const { status, json } = await attempt(scene, call);
    if (status !== 200) return false;
    if (json["state"] === "verifying") continue;
    upload.isStored = json["state"] === "stored";
    const { sha256 = null } = json;
    // Null when the collector was faster: nobody has committed it yet.
    if (!upload.isStored || (sha256 !== null && sha256 !== content.sha256)) {
      scene.world.violate("uploads-resume", `${id} ended as ${JSON.stringify(json)}`);
      return false;
    }
  }
  return upload.isStored;
}

async function use(scene: Scene, upload: UploadRecord, title: string): Promise<void> {
  const { repository, path, content, id } = upload;
  upload.isOver = true;
  const isByHash = scene.random.chance(0.2);
  const source = isByHash ? ({ by: "hash" } as const) : ({ by: "upload", id } as const);
  const operation = { op: "put", path: `uploads/${path}`, content, source } as const;
  await commit(scene, { repository, title, operations: [operation] });
}

async function cancel(scene: Scene, upload: UploadRecord): Promise<void> {
  upload.isOver = true;
  const path = repositoryPath(upload.repository, `uploads/${upload.id}`);
  await attempt(scene, { method: "DELETE", path, as: upload.repository.owner });
}
