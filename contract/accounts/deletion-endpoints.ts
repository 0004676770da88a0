import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AccountRemoval, DeletionPlan, OwnAccountRemoval } from "./deletion.ts";

const ByAccount = z.object({ account: z.string().min(1).max(200) });
const PROBLEMS = [
  "confirmation-wrong",
  "organisations-owned",
  "heir-unfit",
  "last-administrator",
] as const;

export const planDeletion = endpoint({
  id: "accounts.plan-deletion",
  method: "GET",
  path: "/me/deletion",
  summary: "What deleting one's own account would do",
  access: { who: "signed-in", scope: "read", sessionOnly: true },
  answer: { status: 200, body: DeletionPlan },
});

export const deleteOwnAccount = endpoint({
  id: "accounts.delete-own-account",
  method: "POST",
  path: "/me/deletion",
  summary: "Delete one's own account for good",
  access: { who: "signed-in", scope: "write", sessionOnly: true },
  body: OwnAccountRemoval,
  answer: { status: 204 },
  problems: ["credentials-wrong", "sign-in-again", ...PROBLEMS],
});

export const planAccountDeletion = endpoint({
  id: "accounts.plan-account-deletion",
  method: "GET",
  path: "/console/accounts/:account/deletion",
  summary: "What deleting an account would do",
  access: { who: "administrator", scope: "read" },
  params: ByAccount,
  answer: { status: 200, body: DeletionPlan },
});

export const deleteAccount = endpoint({
  id: "accounts.delete-account",
  method: "POST",
  path: "/console/accounts/:account/deletion",
  summary: "Delete an account for good",
  access: { who: "administrator", scope: "write" },
  params: ByAccount,
  body: AccountRemoval,
  answer: { status: 204 },
  problems: PROBLEMS,
});
