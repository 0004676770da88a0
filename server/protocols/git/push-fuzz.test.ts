import { expect, it } from "vitest";
import { DELIMITER_PACKET, FLUSH_PACKET } from "../../platform/git/index.ts";
import { packInput } from "../../platform/git/testing/pack-inputs.ts";
import { asGitRepository } from "../../testing/repositories.ts";
import { aHubUser, testHub } from "../../testing/hub.ts";
import { requireRepository } from "../../repositories/index.ts";
import { bodyOf, callGit, pushBody } from "./testing/git-requests.ts";

/** `GALLERY_FUZZ_INPUTS=20000 GALLERY_FUZZ_SEED=… npx vitest run …` tries more, and others. */
const inputs = Number(process.env["GALLERY_FUZZ_INPUTS"] ?? 100);
const firstSeed = Number(process.env["GALLERY_FUZZ_SEED"] ?? 1);

const hub = await testHub();
const owner = await aHubUser(hub);

async function pushInput(repo: string, seed: number) {
  const { pack, tips } = packInput(seed);
  const refs = tips.map((to, index) => ({ ref: `refs/heads/${seed}-${index}`, to }));
  const body = pushBody(refs, pack);
  const response = await callGit(owner.client, { repo, service: "receive-pack", body });
  const { statusCode: status, body: answer } = response;
  const isTold = answer.includes("unpack ") || answer.includes("ERR ");
  const isOurFault = status !== 200 || !isTold || answer.includes("the server could not");
  return { isTaken: answer.includes("ok refs/heads/"), wrong: isOurFault ? answer : undefined };
}

it(
  `BEY-1: pushes that no git makes leave a whole repository, ${inputs} of them`,
  async () => {
    const repo = await owner.client.createRepo({}, { "a.txt": "one" });
    const wrong: { seed: number; answer: string }[] = [];
    let taken = 0;
    for (let seed = firstSeed; seed < firstSeed + inputs; seed++) {
      const pushed = await pushInput(repo, seed);
      if (pushed.isTaken) taken += 1;
      if (pushed.wrong !== undefined) wrong.push({ seed, answer: pushed.wrong });
    }
    expect(wrong).toEqual([]);
    expect(taken).toBeGreaterThan(0);
    const fetched = bodyOf("command=ls-refs", DELIMITER_PACKET, FLUSH_PACKET);
    const refs = await callGit(owner.client, { repo, service: "upload-pack", body: fetched });
    const oids = [...refs.body.matchAll(/([0-9a-f]{40}) refs/g)].map(([, oid]) => `want ${oid}\n`);
    const all = bodyOf("command=fetch", DELIMITER_PACKET, ...oids, "done\n", FLUSH_PACKET);
    const pack = await callGit(owner.client, { repo, service: "upload-pack", body: all });
    expect(pack.body).toContain("packfile");
    const [namespace = "", name = ""] = repo.split("/");
    const ctx = hub.ctx.as(owner.viewer);
    const address = { kind: "model", owner: namespace, name } as const;
    const git = await asGitRepository(hub.ctx, await requireRepository(ctx, address, "read"));
    expect(await git("fsck", "--full", "--strict")).not.toMatch(/error|missing|broken/);
  },
  60_000 + inputs * 500,
);
