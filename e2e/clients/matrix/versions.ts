import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PythonName } from "../python-client.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** The version of a package as the tests install it. */
export async function pythonVersion(python: PythonName, name: string): Promise<string> {
  const text = await readFile(join(ROOT, "e2e", `requirements-${python}.txt`), "utf8");
  const pinned = new RegExp(`^${name}==(\\S+)$`, "mu").exec(text)?.[1];
  if (pinned === undefined) throw new Error(`${name} is not pinned for ${python}`);
  return pinned;
}

export async function javascriptVersion(): Promise<string> {
  const file = join(ROOT, "node_modules", "@huggingface", "hub", "package.json");
  return (JSON.parse(await readFile(file, "utf8")) as { version: string }).version;
}
