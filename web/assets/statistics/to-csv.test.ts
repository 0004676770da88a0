import { expect, it } from "vitest";
import { toCsv } from "./to-csv.ts";

it("PUB-17: the shown range as a table for other programs", () => {
  const bucket = { views: 12, downloads: 3, favourites: -1, subscriptions: 0 };
  expect(toCsv([{ start: "2026-11-19", ...bucket }])).toBe(
    "start,views,downloads,favourites,subscriptions\r\n2026-11-19,12,3,-1,0\r\n",
  );
});
