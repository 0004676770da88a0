import { describe, expect, it } from "vitest";
import {
  EMPTY_TREE,
  EMPTY_TREE_ID,
  hashObject,
  listFolder,
  type ObjectId,
  readEntries,
  serialiseTree,
  type Tree,
  type TreeReader,
  wholeTree,
} from "../../platform/git/index.ts";
import type { Change } from "./change.ts";
import { editTree } from "./edit-tree.ts";

const trees = new Map<ObjectId, Tree>([[EMPTY_TREE_ID, EMPTY_TREE]]);
const reader: TreeReader = {
  readTrees: async (ids) =>
    new Map(ids.map((id) => [id, trees.get(id) ?? wholeTree(Buffer.from("lost"))])),
  readSegments: async (segments) => segments.map(({ bytes }) => bytes ?? Buffer.from("lost")),
};
const oidOf = (text: string) => hashObject("blob", Buffer.from(text));

const put = (path: string): Change => ({ op: "put", path, source: { bytes: new Uint8Array() } });
const rename = (from: string, to: string): Change => ({ op: "rename", from, to });

/** Files are named by what they hold: `a.txt` holds "a.txt" wherever it goes. */
async function edit(root: ObjectId, changes: Change[]) {
  const files = new Map(
    changes.flatMap((change) => (change.op === "put" ? [[change.path, oidOf(change.path)]] : [])),
  );
  const edited = await editTree(reader, { root, changes, files });
  for (const [oid, tree] of edited.newTrees) trees.set(oid, tree);
  const entries = await Array.fromAsync(listFolder(reader, edited.root, { recursive: true }));
  const listed = entries.filter(({ mode }) => mode !== "40000");
  return { ...edited, files: Object.fromEntries(listed.map(({ path, oid }) => [path, oid])) };
}

describe("renames", () => {
  it("REP-7: follow the changes before them in the same commit", async () => {
    const { root } = await edit(EMPTY_TREE_ID, [put("a"), put("d/x"), put("d/y")]);
    const edited = await edit(root, [
      put("new"),
      rename("new", "newer"),
      rename("d", "e"),
      rename("e/x", "x"),
      rename("a", "e/x"),
      { op: "delete", path: "e/y" },
    ]);
    expect(edited.files).toEqual({
      "e/x": oidOf("a"),
      newer: oidOf("new"),
      x: oidOf("d/x"),
    });
    const changed = edited.changedPaths.map(({ path }) => path).toSorted();
    expect(changed).toEqual(["a", "d/x", "d/y", "e/x", "newer", "x"]);
    expect([...edited.newTrees.keys()]).toContain(edited.root);
    expect(edited.newTrees.size, "no tree of a state in between").toBe(2);
  });

  it("REP-7: swap two files by way of a third name", async () => {
    const { root } = await edit(EMPTY_TREE_ID, [put("a"), put("b")]);
    const edited = await edit(root, [rename("a", "t"), rename("b", "a"), rename("t", "b")]);
    expect(edited.files).toEqual({ a: oidOf("b"), b: oidOf("a") });
  });

  it("REP-4: that build on each other without end are refused", async () => {
    const { root } = await edit(EMPTY_TREE_ID, [put("n0")]);
    const chain = Array.from({ length: 200 }, (_, at) => rename(`n${at}`, `n${at + 1}`));
    await expect(edit(root, chain)).rejects.toMatchObject({ code: "validation-failed" });
  });
});

it("REP-7: a script that is replaced stays executable", async () => {
  const script = { mode: "100755", name: "run.sh", oid: oidOf("old") } as const;
  const body = serialiseTree([script]);
  const root = hashObject("tree", body);
  trees.set(root, wholeTree(body, root));
  const edited = await edit(root, [put("run.sh"), put("other.sh")]);
  const { segments } = trees.get(edited.root) ?? EMPTY_TREE;
  const [entries = []] = await Array.fromAsync(readEntries(reader, segments));
  expect(entries.map(({ name, mode }) => [name, mode])).toEqual([
    ["other.sh", "100644"],
    ["run.sh", "100755"],
  ]);
});
