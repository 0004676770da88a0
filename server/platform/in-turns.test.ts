import { expect, it } from "vitest";
import { inTurns } from "./in-turns.ts";

it("runs so many at once, in their order, and goes on after a failure", async () => {
  const inTurn = inTurns(2);
  const events: string[] = [];
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const start = (name: string) => {
    const gate = Promise.withResolvers<void>();
    gates.set(name, gate);
    return inTurn(async () => {
      events.push(name);
      await gate.promise;
      return name;
    });
  };
  const [a, b, c, d] = ["a", "b", "c", "d"].map(start);
  expect(events).toEqual(["a", "b"]);
  gates.get("b")?.reject(new Error("failed"));
  await expect(b).rejects.toThrow("failed");
  expect(events).toEqual(["a", "b", "c"]);
  for (const gate of gates.values()) gate.resolve();
  expect(await Promise.all([a, c, d])).toEqual(["a", "c", "d"]);
});
