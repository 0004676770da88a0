import { createHash } from "node:crypto";

/** Text files that are all different, and the same for the same seed. */
export type SmallFiles = {
  seed: number;
  count: number;
  /** Of one file. */
  sizeBytes: number;
  /** How many lie in one folder; all of them in the root when it is 0. */
  perFolder: number;
};

export type SmallFile = { path: string; text: string };

export function* smallFiles({ seed, count, sizeBytes, perFolder }: SmallFiles) {
  for (let index = 0; index < count; index++) {
    const name = `file-${String(index).padStart(7, "0")}.txt`;
    const folder = Math.floor(index / perFolder);
    const path = perFolder === 0 ? name : `folder-${String(folder).padStart(4, "0")}/${name}`;
    yield { path, text: textOf(`${seed} ${index}`, sizeBytes) };
  }
}

function textOf(name: string, sizeBytes: number): string {
  const line = `${createHash("sha256").update(name).digest("hex")}\n`;
  return line.repeat(Math.ceil(sizeBytes / line.length)).slice(0, sizeBytes);
}
