import { describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { readSetting, readSettings, type SettingDefaults, writeSetting } from "./index.ts";

const { db } = await testDatabase();
const config: SettingDefaults = {
  review: "automatic",
  reviewsByFourEyes: false,
  commitReview: "hold",
  allowsNarrowing: false,
  refusesAutomaticTraining: true,
  asksOnboarding: false,
};
const ctx = { db, config };

describe("PLT-4: settings that operators change while the gallery runs", () => {
  it("follow the environment until they are set, and again when they are given back", async () => {
    const read = () => readSetting(ctx, "review.commits");
    const set = (value: "rescan" | "hold" | null) =>
      ctx.db
        .transaction()
        .execute((trx) => writeSetting(trx, { key: "review.commits", value, at: new Date() }));
    expect(await read()).toBe("hold");
    await set("rescan");
    expect(await read()).toBe("rescan");
    expect(await readSettings(ctx)).toEqual({
      values: {
        "review.mode": "automatic",
        "review.four-eyes": false,
        "review.commits": "rescan",
        "publishing.allow-narrowing": false,
        "publishing.refuse-automatic-training": true,
        "community.onboarding": false,
      },
      defaults: expect.objectContaining({ "review.commits": "hold" }),
      stored: ["review.commits"],
    });
    await set(null);
    expect(await read()).toBe("hold");
    expect((await readSettings(ctx)).stored).toEqual([]);
  });
});
