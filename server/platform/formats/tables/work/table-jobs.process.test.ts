import { describe, expect, it, vi } from "vitest";
import { TableJobs } from "./table-jobs.ts";

const progress = { step: "preparing", done: 1, total: 2 } as const;

describe("long work", () => {
  it("BEY-4: is done once for all who ask, and they see how far it is", async () => {
    const jobs = new TableJobs();
    const done = Promise.withResolvers<void>();
    let starts = 0;
    const work = async ({ report }: { report: (how: typeof progress) => void }) => {
      starts += 1;
      report(progress);
      await done.promise;
    };
    jobs.start("a", work);
    expect(jobs.start("a", work)).toEqual(progress);
    expect(starts).toBe(1);
    done.resolve();
    await vi.waitFor(() => expect(jobs.ask("a")).toBeUndefined());
    jobs.close();
  });

  it("BEY-4: tells once why it failed, and may be tried again", async () => {
    const jobs = new TableJobs();
    jobs.start("a", () => Promise.reject(new Error("no room")));
    await vi.waitFor(() => expect(() => jobs.ask("a")).toThrow("no room"));
    expect(jobs.ask("a")).toBeUndefined();
    jobs.close();
  });

  it("BEY-4: ends when nobody asks for it any more", async () => {
    const jobs = new TableJobs(0);
    const ended = Promise.withResolvers<void>();
    jobs.start("a", async ({ signal }) => {
      signal.addEventListener("abort", () => ended.resolve());
      await ended.promise;
      throw new Error("ended");
    });
    await ended.promise;
    await vi.waitFor(() => expect(jobs.ask("a")).toBeUndefined());
    jobs.close();
  });
});
