import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Site } from "./site.ts";

type ObjectRow = { key: string; size_bytes: string; sha256: string | null };

/** Every row names an object that is there, with its size and its hash. */
export async function checkObjectsOfRows(site: Site): Promise<void> {
  const { database, store, world, verifiedObjects } = site;
  const { rows } = await database.query<ObjectRow>(
    `select object_key as key, size_bytes, encode(sha256, 'hex') as sha256 from contents
       where state = 'stored' and object_key is not null
     union all select object_key, size_bytes, null from packs
     union all select object_key, size_bytes, null from xorbs`,
  );
  for (const { key, size_bytes, sha256 } of rows) {
    const size = await store.size(key);
    if (size !== Number(size_bytes)) {
      world.violate("rows-have-objects", `${key} has ${size ?? "no"} bytes, not ${size_bytes}`);
      continue;
    }
    if (sha256 === null || (verifiedObjects.has(key) && !site.isThorough)) continue;
    const hash = createHash("sha256");
    for await (const chunk of store.read(key)) hash.update(chunk);
    if (hash.digest("hex") === sha256) verifiedObjects.add(key);
    else world.violate("rows-have-objects", `${key} is not ${sha256}`);
  }
}

/** After the collector has run on a gallery at rest, every object is named by a row. */
export async function checkRowsOfObjects({ database, store, world }: Site): Promise<void> {
  const listed = await Array.fromAsync(store.list());
  const keys = listed.map(({ key }) => key);
  const { rows } = await database.query<{ key: string }>(
    `select object_key as key from contents union all select object_key from packs
     union all select object_key from xorbs
     union all select staging_key from upload_sessions where state in ('open', 'verifying')`,
  );
  const named = new Set(rows.map(({ key }) => key));
  const orphans = keys.filter((key) => !named.has(key));
  if (orphans.length === 0) return;
  world.violate("no-orphans", `${orphans.length} objects, ${orphans.slice(0, 3).join(", ")}`);
}

const DELIVERED_WITHIN_MS = 30_000;

/** News is delivered, also what a process that died had begun to deliver. */
export async function checkDelivery({ database, world }: Site): Promise<void> {
  const until = Date.now() + DELIVERED_WITHIN_MS;
  let waiting = await countUndelivered(database);
  while (waiting > 0 && Date.now() < until) {
    await sleep(200);
    waiting = await countUndelivered(database);
  }
  if (waiting > 0) world.violate("news-delivered", `${waiting} events wait for delivery`);
}

async function countUndelivered(database: Site["database"]): Promise<number> {
  const { rows } = await database.query<{ count: string }>(
    "select count(*) from outbox where delivered_at is null",
  );
  return Number(rows[0]?.count);
}
