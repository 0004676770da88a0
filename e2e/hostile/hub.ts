import { createHash } from "node:crypto";
import type { Answer, Place } from "./person.ts";

/** A commit as hub clients send it: a header, then one line per change. */
export function hubCommit(
  { person, fullName }: Place,
  lines: object[],
  parentCommit?: string,
): Promise<Answer> {
  const header = { key: "header", value: { summary: "Work", description: "", parentCommit } };
  return person.send({
    method: "POST",
    path: `/api/models/${fullName}/commit/main`,
    body: [header, ...lines].map((line) => JSON.stringify(line)).join("\n"),
    headers: { "content-type": "application/x-ndjson" },
  });
}

export function hubFile(path: string, content: string | Uint8Array) {
  const base64 = Buffer.from(content).toString("base64");
  return { key: "file", value: { path, content: base64, encoding: "base64" } };
}

export function hubLfsFile(path: string, { oid, size }: LfsObject) {
  return { key: "lfsFile", value: { path, algo: "sha256", oid, size } };
}

export function preupload({ person, fullName }: Place, file: { path: string; size: number }) {
  const sample = Buffer.from("text").toString("base64");
  const files = [{ ...file, sample: file.size === 0 ? "" : sample }];
  return person.post(`/api/models/${fullName}/preupload/main`, { files });
}

export type LfsObject = { oid: string; size: number };

export type LfsAnswer = LfsObject & {
  actions?: Partial<Record<"upload" | "verify" | "download", { href: string }>>;
  error?: { code: number; message: string };
};

export async function lfsBatch(
  { person, fullName }: Place,
  operation: "upload" | "download",
  object: LfsObject,
): Promise<LfsAnswer> {
  const { json } = await person.send({
    method: "POST",
    path: `/${fullName}.git/info/lfs/objects/batch`,
    body: JSON.stringify({ operation, transfers: ["basic"], objects: [object] }),
    headers: { "content-type": "application/vnd.git-lfs+json" },
  });
  const [answer] = json["objects"] as LfsAnswer[];
  if (answer === undefined) throw new Error("the batch has no answer");
  return answer;
}

/** The path of the signed address where the bytes of an object go. */
export async function lfsUploadPath(place: Place, object: LfsObject): Promise<string> {
  const { actions, error } = await lfsBatch(place, "upload", object);
  const href = actions?.upload?.href;
  if (href === undefined) throw new Error(`no upload is offered: ${error?.message}`);
  const { pathname, search } = new URL(href);
  return pathname + search;
}

export function objectOf(bytes: Uint8Array): LfsObject {
  return { oid: sha256(bytes), size: bytes.length };
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
