import { randomBytes, randomInt } from "node:crypto";
import { expect, it } from "vitest";
import { buildXorb } from "../../platform/formats/xet/testing/build.ts";
import { aHubUser, testHub } from "../../testing/hub.ts";
import { access, commitFile, fileOfTerms, xetCalls } from "./testing/xet-calls.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const { sendXorb, sendShard } = xetCalls(hub);

/** Chunks of all sizes, of which about half can be packed. */
function chunks(count: number): Buffer[] {
  return Array.from({ length: count }, () => {
    const sizeBytes = randomInt(1, 131_072);
    return randomInt(2) === 0 ? randomBytes(sizeBytes) : Buffer.alloc(sizeBytes, randomBytes(5));
  });
}

it("REP-6: any range of a file of many chunks has the bytes of the file", async () => {
  const repo = await owner.client.createRepo();
  const by = await access(owner.client, repo);
  const xorbs = [buildXorb(chunks(60)), buildXorb(chunks(80)), buildXorb([randomBytes(1)])];
  for (const xorb of xorbs) expect((await sendXorb(by, xorb)).statusCode).toBe(200);
  const [one, two, three] = xorbs;
  if (one === undefined || two === undefined || three === undefined) throw new Error("no xorbs");
  const parts = Array.from({ length: 70 }, (_, first) => ({ xorb: two, first, end: first + 1 }));
  const file = fileOfTerms([
    { xorb: one, first: 3, end: 60 },
    ...parts,
    { xorb: three, first: 0, end: 1 },
    { xorb: one, first: 0, end: 40 },
    { xorb: two, first: 10, end: 80 },
  ]);
  expect((await sendShard(by, [file])).json()).toEqual({ result: 1 });
  expect((await commitFile(owner.client, repo, file)).statusCode).toBe(200);
  const url = `/${repo}/resolve/main/model.bin`;
  const { length } = file.bytes;
  expect((await owner.client.get(url)).rawPayload.equals(file.bytes)).toBe(true);
  const starts = Array.from({ length: 30 }, () => randomInt(length));
  for (const start of [0, length - 1, ...starts]) {
    const end = Math.min(length, start + randomInt(1, randomInt(2, 3_000_000)));
    const part = await owner.client.get(url, { range: `bytes=${start}-${end - 1}` });
    expect(part.statusCode).toBe(206);
    const isSame = part.rawPayload.equals(file.bytes.subarray(start, end));
    expect(isSame, `${start} to ${end} of ${length}`).toBe(true);
  }
});
