import { describe, expect, it } from "vitest";
import { aHubUser, testHub } from "../../testing/hub.ts";
import { commitInput } from "./testing/commit-inputs.ts";

/** `GALLERY_FUZZ_INPUTS=20000 GALLERY_FUZZ_SEED=… npx vitest run …` tries more, and others. */
const inputs = Number(process.env["GALLERY_FUZZ_INPUTS"] ?? 600);
const firstSeed = Number(process.env["GALLERY_FUZZ_SEED"] ?? 1);
/** Seeds that once found something: a failure adds its own here. */
const KEPT_SEEDS: readonly number[] = [];
const INPUTS_A_REPOSITORY = 300;

const hub = await testHub();
const owner = await aHubUser(hub);

type Wrong = { seed: number; status: number; body: string };

async function tryInput(repo: string, seed: number): Promise<{ status: number; wrong?: Wrong }> {
  const response = await owner.client.send({
    method: "POST",
    url: `/api/models/${repo}/commit/main`,
    headers: { "content-type": "application/x-ndjson" },
    payload: commitInput(seed),
  });
  const { statusCode: status, body } = response;
  const isAnswer = status === 200 ? body.includes("commitOid") : body.startsWith('{"error":');
  return status < 500 && isAnswer ? { status } : { status, wrong: { seed, status, body } };
}

describe("REP-2: commits that no client sends", () => {
  it(
    `are committed or refused, ${inputs} of them, and the repository stays whole`,
    async () => {
      const seeds = [...KEPT_SEEDS, ...Array.from({ length: inputs }, (_, at) => firstSeed + at)];
      const wrong: Wrong[] = [];
      let committed = 0;
      for (let start = 0; start < seeds.length; start += INPUTS_A_REPOSITORY) {
        const repo = await owner.client.createRepo({}, { "a.txt": "one" });
        for (const seed of seeds.slice(start, start + INPUTS_A_REPOSITORY)) {
          const tried = await tryInput(repo, seed);
          if (tried.wrong !== undefined) wrong.push(tried.wrong);
          if (tried.status === 200) committed += 1;
        }
        const tree = await hub.anonymous.get(`/api/models/${repo}/tree/main?recursive=true`);
        expect(tree.statusCode).toBe(200);
        for (const { type, path } of tree.json<{ type: string; path: string }[]>()) {
          if (type !== "file") continue;
          const url = `/${repo}/resolve/main/${path.split("/").map(encodeURIComponent).join("/")}`;
          expect((await hub.anonymous.get(url)).statusCode, path).toBe(200);
        }
      }
      expect(wrong).toEqual([]);
      // Not all is refused: what is nearly right now and then is right.
      expect(committed).toBeGreaterThan(inputs / 50);
      expect(committed).toBeLessThan(inputs * 0.9);
    },
    120_000 + inputs * 100,
  );
});
