import { describe, expect, it } from "vitest";
import { wireDomains } from "../app.ts";
import { changeRevision, insertWords, normaliseWord } from "../platform/words/index.ts";
import { commitChanges, requireRepository } from "../repositories/index.ts";
import { anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { A_PUBLICATION, anAsset } from "../testing/assets.ts";
import { testContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { settle } from "../testing/settle.ts";
import { getListing } from "./get-listing.ts";
import { publishAsset } from "./publish-asset.ts";

const ctx = await testContext();
wireDomains(ctx);
const { accountId } = await aUser(ctx);
const asOwner = ctx.as(await anOrdinaryUser(ctx));

await ctx.db.transaction().execute(async (trx) => {
  await changeRevision(trx);
  const words = ["casino", "赌场"].map((word) => ({ word, normalForm: normaliseWord(word) }));
  await insertWords(trx, words, { addedBy: accountId, at: ctx.now() });
});

describe("ACC-7: sensitive words and the shelf", () => {
  it("are refused in what is typed to publish, and nothing is submitted", async () => {
    const address = await anAsset(asOwner);
    const refused = await expectProblem(
      publishAsset(asOwner, address, { ...A_PUBLICATION, description: "A CASINO" }),
      "sensitive-words",
    );
    expect(refused.issues.map(({ pointer }) => pointer)).toEqual(["/description"]);
    expect(await getListing(asOwner, address)).toMatchObject({ state: "draft", submittedAt: null });
  });

  it("that came with a push wait for a human, also where review is automatic", async () => {
    const address = await anAsset(asOwner);
    const repository = await requireRepository(asOwner, address, "write");
    const card =
      "---\nlicense: mit\npipeline_tag: text-classification\n---\n\n# 在線賭場 and a casino\n";
    await commitChanges(asOwner, repository, {
      branch: repository.defaultBranch,
      title: "A card",
      operations: [{ op: "put", path: "README.md", source: { bytes: Buffer.from(card) } }],
    });
    await publishAsset(asOwner, address, A_PUBLICATION);
    await settle(ctx);
    const { state, findings } = await getListing(asOwner, address);
    expect(state).toBe("in-review");
    expect(findings).toContainEqual({
      check: "sensitive-words",
      isBlocking: false,
      message: "casino, 赌场",
      path: "README.md",
    });
  });
});
