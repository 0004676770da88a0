import {
  type BuiltFile,
  type BuiltXorb,
  buildShard,
  buildXorb,
} from "#server/platform/formats/xet/testing/build.ts";
import { hashText } from "#server/platform/formats/xet/index.ts";
import { COLLECT_GRACE_MS } from "../gallery/gallery-process.ts";
import type { Account, RepositoryRecord } from "../model/world.ts";
import { type Content, piecesOf } from "../model/content.ts";
import { nameOf } from "../model/world.ts";
import { commit } from "./commit.ts";
import { newContent } from "./contents.ts";
import { type Actor, attempt, type Scene } from "./scene.ts";

const LIES = 0.1;
const STOPS_HALF_WAY = 0.15;

/**
 * Sends files as chunks, as current hub clients do: those that nobody of its namespace has sent
 * go in a xorb, then a shard tells what the file is made of, then a commit names it.
 */
export const chunker: Actor = (scene) => {
  const { world, random, name } = scene;
  let turn = 0;
  return async () => {
    turn += 1;
    const repository = random.pick(world.present.filter(({ isStanding }) => isStanding));
    const content = newContent(scene, { kind: "pieces", sizeBytes: 0 });
    const by = await findAccess(scene, repository);
    if (by === undefined) return;
    const site = { scene, by, owner: repository.owner };
    if (!(await sendMissing(site, content))) return;
    if (random.chance(STOPS_HALF_WAY)) return;
    if (random.chance(LIES)) return lie(site, content);
    const registeredAt = performance.now();
    if (!(await register(site, content))) return;
    const path = `chunks/${name}-${turn}`;
    const operations = [{ op: "put", path, content, source: { by: "hash" } }] as const;
    const made = await commit(scene, { repository, title: `${name} ${turn}`, operations });
    const { outcome } = made;
    // A slow bucket may keep the commit for longer than the collector waits here.
    const isInTime = performance.now() - registeredAt < COLLECT_GRACE_MS;
    if (isInTime && outcome.kind === "refused" && outcome.code === "content-unknown") {
      world.violate("chunks-stay", `${content.sha256} was taken and may not be committed`);
    }
  };
};

/** @param by the token for the chunks of one repository, used as an account's. */
type ChunkSite = { scene: Scene; by: Account; owner: Account };

async function findAccess(
  scene: Scene,
  repository: RepositoryRecord,
): Promise<Account | undefined> {
  const { owner } = repository;
  const path = `/api/models/${owner.name}/${nameOf(repository)}/xet-write-token/main`;
  const { status, json } = await attempt(scene, { path, as: owner });
  return status === 200 ? { name: owner.name, token: String(json["accessToken"]) } : undefined;
}

/** @returns false when the server refuses them, as a full disk does. */
async function sendMissing(site: ChunkSite, content: Content): Promise<boolean> {
  const { scene, by, owner } = site;
  const missing = new Map(
    piecesOf(content)
      .filter((piece) => findPiece(site, piece) === undefined)
      .map((piece) => [piece.toString("latin1"), piece]),
  );
  if (missing.size === 0) return true;
  const xorb = buildXorb([...missing.values()]);
  const { status } = await attempt(scene, {
    method: "POST",
    path: `/api/xet/v1/xorbs/default/${hashText(xorb.hash)}`,
    as: by,
    body: xorb.bytes,
  });
  if (status === 200) scene.world.xorbs.push({ owner, xorb });
  return status === 200;
}

type Place = { xorb: BuiltXorb; first: number; end: number };

/** Where a piece lies in what the server has said to have. */
function findPiece({ scene, owner }: ChunkSite, piece: Buffer): Place | undefined {
  for (const known of scene.world.xorbs) {
    if (known.owner !== owner) continue;
    const first = known.xorb.chunks.findIndex(({ bytes }) => bytes.equals(piece));
    if (first >= 0) return { xorb: known.xorb, first, end: first + 1 };
  }
  return undefined;
}

function fileOf(site: ChunkSite, content: Content): BuiltFile {
  const terms = piecesOf(content).flatMap((piece) => findPiece(site, piece) ?? []);
  return { terms, sha256: content.sha256 };
}

async function register(site: ChunkSite, content: Content): Promise<boolean> {
  const { status, json } = await sendShard(site, fileOf(site, content));
  if (status === 422) {
    const detail = `a file of chunks that were taken was refused: ${JSON.stringify(json)}`;
    site.scene.world.violate("chunks-stay", detail);
  }
  return status === 200;
}

async function lie(site: ChunkSite, content: Content): Promise<void> {
  const sha256 = "ab".repeat(32);
  const { status } = await sendShard(site, { ...fileOf(site, content), sha256 });
  if (status !== 200) return;
  site.scene.world.violate("lies-are-refused", `${content.sha256} was taken for ${sha256}`);
}

function sendShard({ scene, by }: ChunkSite, file: BuiltFile) {
  return attempt(scene, {
    method: "POST",
    path: "/api/xet/v1/shards",
    as: by,
    body: buildShard([file]),
  });
}
