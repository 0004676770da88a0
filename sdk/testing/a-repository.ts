import { createHash, randomBytes } from "node:crypto";
import type { Address } from "#contract/fields.ts";
import type { AssetKind } from "#contract/kinds.ts";
import type { GalleryClient } from "../client.ts";
import { uploadFile } from "../upload-file.ts";

/** Bytes that nobody has uploaded before. */
export function someBytes(size: number): Buffer {
  return randomBytes(size);
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A new repository of `owner`, with files if wanted. */
export async function aRepository(
  client: GalleryClient,
  {
    owner,
    kind = "model",
    name = `repo-${randomBytes(5).toString("hex")}`,
    files = {},
  }: {
    owner: string;
    kind?: AssetKind;
    name?: string;
    files?: Record<string, string | Uint8Array>;
  },
): Promise<Address & { commit: string }> {
  await client.call("assets.create-asset", { body: { kind, owner, name } });
  const address = { kind, owner, name };
  const commit = await commitFiles(client, address, files);
  return { ...address, commit };
}

/** Puts files into the main branch by one commit. @returns its id, or that of the head. */
export async function commitFiles(
  client: GalleryClient,
  { kind, owner, name }: Address,
  files: Record<string, string | Uint8Array>,
): Promise<string> {
  const address = { kind, owner, name };
  const operations = await Promise.all(
    Object.entries(files).map(async ([path, content]) => {
      if (typeof content === "string") return { op: "put" as const, path, text: content };
      const source = new Blob([new Uint8Array(content)]);
      const { uploadId } = await uploadFile({ client, address, path, source });
      return { op: "put" as const, path, uploadId };
    }),
  );
  if (operations.length === 0) {
    const { head } = await client.call("assets.get-asset", { params: address });
    return head ?? "";
  }
  const body = { title: "Files of a test", operations };
  return (await client.call("repositories.create-commit", { params: address, body })).commit;
}
