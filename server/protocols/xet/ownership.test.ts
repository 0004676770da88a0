import { describe, expect, it } from "vitest";
import { collectStorage } from "../../repositories/index.ts";
import { hashText, hashUnderKey } from "../../platform/formats/xet/index.ts";
import { type BuiltXorb, buildXorb, fileHash } from "../../platform/formats/xet/testing/build.ts";
import { aHubUser, testHub } from "../../testing/hub.ts";
import {
  access,
  commitFile,
  fileOf,
  fileOfAll,
  somePieces,
  xetCalls,
} from "./testing/xet-calls.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const stranger = await aHubUser(hub);
const { sendXorb, sendShard, ask, publish } = xetCalls(hub);

describe("BEY-2: chunks of strangers", () => {
  it("are never confirmed: neither asked for, nor named, nor read", async () => {
    // The first chunk of a file is one that clients ask for.
    const { xorb, file, by } = await publish(owner.client, { private: true });
    const [asked] = xorb.chunks;
    const path = `/v1/chunks/default/${hashText(asked?.hash ?? Buffer.alloc(0))}`;
    const known = await ask(by, path);
    expect(known.statusCode).toBe(200);
    const key = known.rawPayload.subarray(-200 + 72, -200 + 104);
    expect(known.rawPayload.includes(asked?.hash ?? "")).toBe(false);
    expect(known.rawPayload.includes(hashUnderKey(asked?.hash ?? Buffer.alloc(0), key))).toBe(true);

    const theirs = await stranger.client.createRepo();
    const byThem = await access(stranger.client, theirs);
    expect((await ask(byThem, path)).statusCode).toBe(404);
    const named = await sendShard(byThem, [file]);
    expect([named.statusCode, named.json()]).toMatchObject([
      422,
      { error: expect.stringMatching(/were not uploaded/u) },
    ]);
    const read = await ask(byThem, `/v1/reconstructions/${hashText(fileHash(file))}`);
    expect(read.statusCode).toBe(404);
    // Who sends all the bytes has them.
    expect((await sendXorb(byThem, xorb)).json()).toEqual({ was_inserted: false });
    expect((await sendShard(byThem, [file])).statusCode).toBe(200);
    expect((await commitFile(stranger.client, theirs, file)).statusCode).toBe(200);
  });

  it("in a xorb that is partly public stay unknown beside the public ones", async () => {
    const { repo, by, xorb } = await publish(owner.client, { private: true });
    const open = await owner.client.createRepo();
    const part = fileOf(xorb, 1, 3);
    expect((await sendShard(await access(owner.client, open), [part])).statusCode).toBe(200);
    expect((await commitFile(owner.client, open, part)).statusCode).toBe(200);
    await makePublic(open);
    const byThem = await access(stranger.client, await stranger.client.createRepo());
    expect((await sendShard(byThem, [fileOf(xorb, 1, 3)])).statusCode).toBe(200);
    expect((await sendShard(byThem, [fileOf(xorb, 2, 3)])).statusCode).toBe(200);
    expect((await sendShard(byThem, [fileOf(xorb, 0, 2)])).statusCode).toBe(422);
    const shard = await ask(byThem, `/v1/chunks/default/${hashText(chunkOf(xorb, 1))}`);
    expect(shard.statusCode).toBe(200);
    const key = shard.rawPayload.subarray(-200 + 72, -200 + 104);
    const tells = [0, 1, 2, 3].map((index) =>
      shard.rawPayload.includes(hashUnderKey(chunkOf(xorb, index), key)),
    );
    expect(tells).toEqual([false, true, true, false]);
    expect(repo).not.toBe(open);
    expect(by.casUrl).toBe("/api/xet");
  });

  it("an answer tells how a file goes on, as far as the asker may read it", async () => {
    const repo = await owner.client.createRepo();
    const by = await access(owner.client, repo);
    const [first, second] = [buildXorb(somePieces()), buildXorb(somePieces())];
    const file = fileOfAll([first, second]);
    for (const xorb of [first, second]) await sendXorb(by, xorb);
    expect((await sendShard(by, [file])).statusCode).toBe(200);
    expect((await commitFile(owner.client, repo, file)).statusCode).toBe(200);
    const hidden = await owner.client.createRepo({ private: true });
    const longer = fileOfAll([first, buildXorb(somePieces())]);
    const byHidden = await access(owner.client, hidden);
    for (const { xorb } of longer.terms) await sendXorb(byHidden, xorb);
    expect((await sendShard(byHidden, [longer])).statusCode).toBe(200);
    expect((await commitFile(owner.client, hidden, longer)).statusCode).toBe(200);

    const byThem = await access(stranger.client, await stranger.client.createRepo());
    const answer = await ask(byThem, `/v1/chunks/default/${hashText(chunkOf(first, 0))}`);
    const key = answer.rawPayload.subarray(-200 + 72, -200 + 104);
    const tells = (xorb: BuiltXorb) =>
      answer.rawPayload.includes(hashUnderKey(chunkOf(xorb, 3), key));
    expect([first, second, ...longer.terms.map(({ xorb }) => xorb)].map(tells)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  const chunkOf = (xorb: BuiltXorb, index: number) => xorb.chunks[index]?.hash ?? Buffer.alloc(32);

  async function makePublic(repo: string) {
    const answer = await owner.client.send({
      method: "PUT",
      url: `/api/models/${repo}/settings`,
      payload: { private: false },
    });
    expect(answer.statusCode).toBe(200);
  }
});

describe("PLT-6: tokens of xet", () => {
  it("are for one repository and one right, and cannot be made", async () => {
    const { repo, xorb, file } = await publish(owner.client);
    const read = await access(owner.client, repo, "read");
    expect((await sendXorb(read, xorb)).statusCode).toBe(403);
    const forged = { ...read, headers: { authorization: `${read.headers.authorization}x` } };
    expect((await ask(forged, "/v1/chunks/default/00")).statusCode).toBe(401);
    const none = { ...read, headers: { authorization: `Bearer ${owner.token}` } };
    expect((await ask(none, "/v1/chunks/default/00")).statusCode).toBe(401);
    const other = await access(owner.client, await owner.client.createRepo(), "read");
    const elsewhere = await ask(other, `/v1/reconstructions/${hashText(fileHash(file))}`);
    expect(elsewhere.statusCode, "another repository of the same owner").toBe(404);
  });

  it("are not given for what may not be written or known", async () => {
    const { repo } = await publish(owner.client, { private: true });
    for (const right of ["read", "write"]) {
      const url = `/api/models/${repo}/xet-${right}-token/main`;
      expect((await stranger.client.get(url)).statusCode).toBe(404);
      expect((await hub.anonymous.get(url)).statusCode).toBeGreaterThanOrEqual(401);
    }
  });
});

describe("REP-12: xorbs", () => {
  it("go when the last file that is made of them is gone, and not before", async () => {
    const { repo, xorb, by } = await publish(owner.client);
    const second = await owner.client.createRepo();
    const part = fileOf(xorb, 0, 1);
    await sendShard(by, [part]);
    await commitFile(owner.client, second, part);
    const stored = () =>
      hub.ctx.db.selectFrom("xorbs").select("id").where("hash", "=", xorb.hash).execute();
    // Nobody has sent or wanted it for longer than the grace time.
    const forget = async () => {
      const past = new Date(Date.now() - 90_000_000);
      await hub.ctx.db.updateTable("xorb_uploads").set({ uploaded_at: past }).execute();
      await hub.ctx.db.updateTable("content_uploads").set({ uploaded_at: past }).execute();
      await hub.ctx.db.updateTable("xorbs").set({ last_wanted_at: past }).execute();
    };
    for (const name of [repo, second]) {
      await forget();
      await collectStorage(hub.ctx.later(0));
      expect(await stored(), "still named").toHaveLength(1);
      const [, repository = ""] = name.split("/");
      const body = { type: "model", name: repository };
      const url = "/api/repos/delete";
      expect((await owner.client.send({ method: "DELETE", url, payload: body })).statusCode).toBe(
        200,
      );
    }
    await forget();
    const later = hub.ctx.later(100 * 3_600_000);
    await collectStorage(later);
    expect(await stored()).toHaveLength(0);
  });
});
