import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PlantedTree, plantTree, root } from "./planted-tree.ts";

/** A server that writes down each signal, and takes as long to drain as it is told. */
const server = `
import { appendFileSync } from "node:fs";
const log = (text: string) => appendFileSync("heard.log", text + "\\n");
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    log(signal);
    setTimeout(() => process.exit(7), Number(process.argv[2]));
  });
log(process.argv.slice(2).join(" "));
setInterval(() => {}, 1000);
console.log("ready", process.pid);
`;

let tree: PlantedTree;
beforeEach(() => {
  tree = plantTree({
    "package.json": `{ "name": "planted", "type": "module" }`,
    "package-lock.json": `{ "packages": {} }`,
    "server/main.ts": server,
  });
  cpSync(join(root, "tools"), join(tree.folder, "tools"), { recursive: true });
});
afterEach(() => tree.remove());

async function start(...args: string[]): Promise<{ child: ChildProcess; serverId: number }> {
  const child = spawn(process.execPath, [join(tree.folder, "tools", "start.mjs"), ...args], {
    cwd: tree.folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [chunk] = await once(child.stdout, "data");
  return { child, serverId: Number(String(chunk).split(" ")[1]) };
}

const heard = () => readFileSync(join(tree.folder, "heard.log"), "utf8").trim().split("\n");

describe("npm start", () => {
  it("hands on all arguments and the server's exit code", async () => {
    const { child } = await start("0", "--demo", "--port", "8080");
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    expect(code).toBe(7);
    expect(heard()).toEqual(["0 --demo --port 8080", "SIGTERM"]);
  });

  it("lets the server hear one Ctrl-C once, however many copies arrive", async () => {
    const { child } = await start("300");
    for (const copy of ["SIGINT", "SIGINT", "SIGINT"] as const) child.kill(copy);
    const [code] = await once(child, "exit");
    expect(code).toBe(7);
    expect(heard()).toEqual(["300", "SIGINT"]);
  });

  it("ends a server that does not drain on the second Ctrl-C", async () => {
    const { child, serverId } = await start("60000");
    child.kill("SIGINT");
    await sleep(700);
    child.kill("SIGINT");
    const [, signal] = await once(child, "exit");
    expect(signal).toBe("SIGKILL");
    expect(heard()).toEqual(["60000", "SIGINT"]);
    expect(() => process.kill(serverId, 0)).toThrow("ESRCH");
  });
});
