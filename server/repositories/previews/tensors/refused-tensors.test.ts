import { expect, it } from "vitest";
import { aHalfFile } from "../../../platform/formats/tensors/testing/tensor-fixtures.ts";
import { anOrdinaryUser } from "../../../testing/accounts.ts";
import { testContext } from "../../../testing/context.ts";
import { expectProblem } from "../../../testing/expect-problem.ts";
import { testServer } from "../../../testing/http.ts";
import { aCommit, aRepository } from "../../../testing/repositories.ts";
import { type Repository, repositoriesRoutes } from "../../index.ts";
import { readTensorTable } from "./read-tensor-table.ts";

const base = await testContext();
const app = await testServer(base, repositoriesRoutes);
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

async function aModel(files: Record<string, string | Uint8Array>) {
  const repository = await aRepository(ctx, { owner: alice });
  const { commit } = await aCommit(ctx, repository, { files });
  return { repository, commit };
}

it("REP-5: tells the reason why a file cannot be shown, and keeps no other's table", async () => {
  const lying = Buffer.alloc(64);
  lying.writeBigUInt64LE(2n ** 63n);
  const files = { "a.safetensors": lying, "b.gguf": "GGUF", "c.onnx": "x", "d.onnx": "" };
  const { repository, commit } = await aModel(files);
  const reasonOf = async (path: string) => {
    const table = readTensorTable(ctx, repository, { commit, path, scope: "file" });
    return (await expectProblem(table, "preview-unreadable")).extra;
  };
  expect(await reasonOf("a.safetensors")).toEqual({ reason: "truncated" });
  expect(await reasonOf("b.gguf")).toEqual({ reason: "truncated" });
  expect(await reasonOf("c.onnx")).toEqual({ reason: "truncated" });
  expect(await reasonOf("d.onnx")).toEqual({ reason: "empty" });
  const at = { commit, path: ".gitattributes", scope: "file" as const };
  await expectProblem(readTensorTable(ctx, repository, at), "preview-unreadable");
});

it("REP-12: a kept table is shown only where the repository holds the file", async () => {
  const { repository, commit } = await aModel({ "a.safetensors": aHalfFile({ a: [1] }) });
  const at = { commit, path: "a.safetensors", scope: "file" as const };
  expect((await readTensorTable(ctx, repository, at)).totals.tensors).toBe(1);
  await base.db
    .deleteFrom("repository_objects")
    .where("repository_id", "=", repository.id)
    .execute();
  await expectProblem(readTensorTable(ctx, repository, at), "entry-not-found");
});

it("REP-5: tensors of a private repository are not found by strangers", async () => {
  const { repository } = await aModel({ "a.safetensors": aHalfFile({ a: [1] }) });
  const { kind, ownerName, name }: Repository = repository;
  const address = `/api/v1/repositories/${kind}/${ownerName}/${name}`;
  const paths = [
    "tensors/main/a.safetensors",
    "tensor-list/main/a.safetensors",
    "tensor-diff/main/a.safetensors?base=main",
  ];
  for (const path of paths) {
    const { statusCode } = await app.inject({
      url: `${address}/${path}`,
      headers: { host: "localhost:7860" },
    });
    expect(statusCode, path).toBe(404);
  }
});
