import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { problem } from "#contract/problems.ts";
import { createLine, type LineState } from "./line.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function aLine({ chance = 1, isOnline = true } = {}) {
  const states: LineState[] = [];
  const device = new EventTarget();
  const network = { isOnline };
  const line = createLine({
    onChange: (state) => states.push(state),
    random: () => chance,
    device,
    isOnline: () => network.isOnline,
  });
  return { line, states, device, network };
}

const cut = problem("unavailable");

it("REP-3: waits twice as long after each failure in a row, a minute at most, and for ever", () => {
  const { line } = aLine();
  const delays: number[] = [];
  for (let attempt = 1; attempt <= 9; attempt += 1) {
    line.failed(cut);
    const state = line.state();
    if (state.kind === "down") delays.push(state.retryAt - Date.now());
    expect(line.allowed(4)).toBe(0);
    vi.advanceTimersToNextTimer();
    expect(line.state()).toEqual({ kind: "probing", attempt });
    expect(line.allowed(4)).toBe(1);
  }
  expect(delays).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000));
  line.worked();
  expect(line.allowed(4)).toBe(4);
});

it("REP-3: half of a delay is chance, so that thousands of pages do not come back at once", () => {
  const delayOf = (chance: number) => {
    const { line } = aLine({ chance });
    line.failed(cut);
    const state = line.state();
    return state.kind === "down" ? state.retryAt - Date.now() : undefined;
  };
  expect([delayOf(0), delayOf(0.5), delayOf(1)]).toEqual([500, 750, 1000]);
});

it("REP-3: what the server asks for is respected", () => {
  const { line } = aLine();
  line.failed(problem("rate-limited", { retryAfterSeconds: 90 }));
  expect(line.state()).toMatchObject({ kind: "down", retryAt: Date.now() + 90_000 });
});

it("REP-3: files that fail by the same cut count once", () => {
  const { line } = aLine();
  for (let file = 0; file < 4; file += 1) line.failed(cut);
  expect(line.state()).toMatchObject({ kind: "down", attempt: 1 });
});

it("REP-3: offline it waits for the word of the device, and goes on by itself", () => {
  const { line, device, network } = aLine();
  network.isOnline = false;
  line.failed(cut);
  expect(line.state()).toEqual({ kind: "offline" });
  vi.advanceTimersByTime(86_400_000);
  expect(line.state()).toEqual({ kind: "offline" });
  device.dispatchEvent(new Event("online"));
  expect(line.state()).toMatchObject({ kind: "probing" });
});

it("REP-3: a person need not wait", () => {
  const { line, states } = aLine();
  line.failed(cut);
  line.tryNow();
  expect(line.state()).toEqual({ kind: "probing", attempt: 1 });
  vi.advanceTimersByTime(120_000);
  expect(states).toHaveLength(2);
});

it("REP-3: a closed line hears and does nothing any more", () => {
  const { line, states, device } = aLine();
  line.failed(cut);
  line.close();
  device.dispatchEvent(new Event("offline"));
  vi.advanceTimersByTime(120_000);
  expect(states).toHaveLength(1);
});
