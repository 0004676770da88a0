import { expect, it } from "vitest";
import { anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { getOwnAccount } from "./get-own-account.ts";
import { listAccounts } from "./list-accounts.ts";
import { setIdentity } from "./set-identity.ts";

const ctx = await testContext();
const asAdministrator = ctx.as(await aUser(ctx));

it("ACC-10: whether it is known who somebody is, an administrator says, and the audit notes it", async () => {
  const person = await anOrdinaryUser(ctx);
  const { accountId, name } = person;
  expect((await getOwnAccount(ctx.db, accountId)).identityVerifiedAt).toBeNull();
  const verified = { isVerified: true, source: "Town hall" };
  await expectProblem(setIdentity(ctx.as(person), name, verified), "forbidden");
  await setIdentity(asAdministrator, name, verified);
  expect((await getOwnAccount(ctx.db, accountId)).identityVerifiedAt).not.toBeNull();
  const { items } = await listAccounts(asAdministrator, { q: name, limit: 10 });
  expect(items).toMatchObject([{ name, identitySource: "Town hall" }]);
  await setIdentity(asAdministrator, name, { isVerified: false, source: "" });
  expect((await getOwnAccount(ctx.db, accountId)).identityVerifiedAt).toBeNull();
  const audit = await ctx.db
    .selectFrom("audit_events")
    .select("details")
    .where("action", "=", "accounts.identity-set")
    .where("subject", "=", name)
    .orderBy("id")
    .execute();
  expect(audit.map(({ details }) => details)).toEqual([
    verified,
    { isVerified: false, source: "" },
  ]);
});
