import { createHash, randomBytes } from "node:crypto";
import { expect } from "vitest";
import { hashText } from "../../../platform/formats/xet/index.ts";
import {
  type BuiltFile,
  type BuiltXorb,
  buildShard,
  buildXorb,
} from "../../../platform/formats/xet/testing/build.ts";
import type { HubClient, TestHub } from "../../../testing/hub.ts";

/** Where `published` puts its file. */
const PATH = "model.bin";

/** Four chunks, of which the first and the last pack well. */
export function somePieces(): Buffer[] {
  return [
    Buffer.alloc(20_000, randomBytes(8)),
    randomBytes(9_000),
    randomBytes(30_001),
    Buffer.alloc(12_000, randomBytes(3)),
  ];
}

export type XetAccess = { casUrl: string; headers: { authorization: string } };

export async function access(
  client: HubClient,
  repo: string,
  right: "read" | "write" = "write",
): Promise<XetAccess> {
  const response = await client.get(`/api/models/${repo}/xet-${right}-token/main`);
  expect(response.statusCode).toBe(200);
  const { casUrl, accessToken } = response.json<{ casUrl: string; accessToken: string }>();
  return { casUrl: new URL(casUrl).pathname, headers: { authorization: `Bearer ${accessToken}` } };
}

/** A file of chunks of one xorb, `end` not included. */
export function fileOf(xorb: BuiltXorb, first = 0, end = xorb.chunks.length) {
  return fileOfTerms([{ xorb, first, end }]);
}

/** A file of all chunks of some xorbs, one behind the other. */
export function fileOfAll(xorbs: readonly BuiltXorb[]) {
  return fileOfTerms(xorbs.map((xorb) => ({ xorb, first: 0, end: xorb.chunks.length })));
}

export function fileOfTerms(terms: { xorb: BuiltXorb; first: number; end: number }[]) {
  const chunks = terms.flatMap(({ xorb, first, end }) => xorb.chunks.slice(first, end));
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes));
  return { terms, sha256: createHash("sha256").update(bytes).digest("hex"), bytes };
}

export type SentFile = ReturnType<typeof fileOf>;

/** Commits a file that was sent before, by its SHA-256. */
export function commitFile(client: HubClient, repo: string, file: SentFile) {
  const value = { path: PATH, algo: "sha256", oid: file.sha256, size: file.bytes.length };
  return client.commit(`/api/models/${repo}/commit/main`, [{ key: "lfsFile", value }]);
}

/** Calls of the xet protocol, made by hand. */
export function xetCalls(hub: TestHub) {
  const sendXorb = (
    { casUrl, headers }: XetAccess,
    { hash, bytes }: Pick<BuiltXorb, "hash" | "bytes">,
  ) =>
    hub.anonymous.send({
      method: "POST",
      url: `${casUrl}/v1/xorbs/default/${hashText(hash)}`,
      headers: { ...headers, "content-type": "application/octet-stream" },
      payload: Buffer.from(bytes),
    });
  const sendShard = ({ casUrl, headers }: XetAccess, files: BuiltFile[], version = "v1") =>
    hub.anonymous.send({
      method: "POST",
      url: `${casUrl}/${version}/shards`,
      headers,
      payload: buildShard(files),
    });
  const ask = ({ casUrl, headers }: XetAccess, path: string, more: Record<string, string> = {}) =>
    hub.anonymous.get(`${casUrl}${path}`, { ...headers, ...more });
  /** A repository with a file that came by xet. */
  const publish = async (owner: HubClient, input: { private?: boolean } = {}) => {
    const repo = await owner.createRepo(input);
    const by = await access(owner, repo);
    const xorb = buildXorb(somePieces());
    const file = fileOf(xorb);
    expect((await sendXorb(by, xorb)).json()).toEqual({ was_inserted: true });
    expect((await sendShard(by, [file])).json()).toEqual({ result: 1 });
    expect((await commitFile(owner, repo, file)).statusCode).toBe(200);
    return { repo, by, xorb, file };
  };
  return { sendXorb, sendShard, ask, publish };
}
