import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { compare } from "../bench/harness/compare.ts";
import { cpuSeconds, endTree, runProgram } from "../bench/harness/processes.ts";
import { median, spread } from "../bench/harness/statistics.ts";
import { Workplace } from "../bench/harness/workplace.ts";

/** Contestants with rates of their own per run; the order of the runs is kept. */
function contestants(rates: { ours: number; peer: (run: number) => number }) {
  const order: string[] = [];
  const said: string[] = [];
  const run = async (name: "ours" | "peer") => {
    order.push(name);
    const count = order.filter((other) => other === name).length;
    return { rate: name === "ours" ? rates.ours : rates.peer(count), cpu: 1 };
  };
  const say = (line: string) => said.push(line);
  return { order, said, ours: () => run("ours"), peer: () => run("peer"), rounds: 2, say };
}

describe("statistics", () => {
  it("take the middle, and a mean of two middles", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(spread([10, 10, 10, 100])).toBeCloseTo(2.25);
    expect(() => median([])).toThrow("nothing to measure");
  });
});

describe("a comparison", () => {
  it("discards a pair, then alternates A B B A", async () => {
    const both = contestants({ ours: 8, peer: () => 10 });
    const comparison = await compare(both);
    const round = ["ours", "peer", "peer", "ours"];
    expect(both.order).toEqual(["ours", "peer", ...round, ...round]);
    expect(comparison).toMatchObject({ ratio: 0.8, isPeerSteady: true });
    expect(comparison.ours).toMatchObject({ rate: 8, runs: 4 });
  });

  it("runs again when the peer is unsteady, and takes the steadier attempt", async () => {
    // The first five runs, one of them discarded, swing; those of the second attempt do not.
    const swinging = contestants({ ours: 10, peer: (run) => (run <= 5 && run % 2 === 0 ? 1 : 10) });
    const comparison = await compare(swinging);
    expect(swinging.order).toHaveLength(20);
    expect(comparison).toMatchObject({ ratio: 1, isPeerSteady: true });
    expect(swinging.said.join("\n")).toContain("the machine is busy, once more");
  });
});

describe("processes", () => {
  const source = (code: string) => ["--input-type=module", "--eval", code];
  const grandparent = `import { spawn } from "node:child_process";
    const child = spawn(process.execPath, ["--eval",
      "const end = Date.now() + 400; while (Date.now() < end); console.log(process.pid); setInterval(() => {}, 1e6)"],
      { stdio: ["ignore", "inherit", "inherit"] });
    process.on("SIGTERM", () => { child.kill(); process.exit(0); });`;

  it("are counted with their children, and ended with them", async () => {
    const parent = spawn(process.execPath, source(grandparent), {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const child = Number(line.toString());
    expect(await cpuSeconds(parent.pid ?? 0)).toBeGreaterThan(0.1);
    await endTree(parent);
    expect(() => process.kill(child, 0)).toThrow("ESRCH");
  });

  it("tell why a program failed", async () => {
    await expect(runProgram("/no/such/program.ts", {})).rejects.toThrow("Cannot find module");
  });
});

describe("a workplace", () => {
  const places: Workplace[] = [];
  afterEach(async () => {
    for (const place of places.splice(0)) await place.close();
  });

  it("undoes everything in turn, last first, once", async () => {
    const place = await Workplace.open();
    places.push(place);
    const undone: number[] = [];
    for (const step of [1, 2]) {
      place.later(async () => {
        await sleep(1);
        undone.push(step);
      });
    }
    void place.close();
    await place.close();
    expect(undone).toEqual([2, 1]);
  });

  it("refuses a disk that is too small", async () => {
    const place = await Workplace.open();
    places.push(place);
    await expect(place.needBytes(1e18)).rejects.toThrow("set GALLERY_BENCH_DIR");
  });
});
