import { expect, it } from "vitest";
import { z } from "zod";
import { AssetName, NamespaceName, text } from "#contract/fields.ts";
import { Email, Password } from "#contract/accounts/account.ts";
import { codeOf } from "./issue-code.ts";

function codesOf(schema: z.ZodType, value: unknown) {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.map(codeOf);
}

it.each([
  [text("name", { min: 1, max: 5 }), "", { code: "required" }],
  [text("name", { min: 2, max: 5 }), "a", { code: "too-short", params: { limit: 2 } }],
  [text("name", { max: 5 }), "abcdef", { code: "too-long", params: { limit: 5 } }],
  [text("name", { max: 5 }), "\ud800", { code: "not-unicode" }],
  [text("name", { max: 5 }), undefined, { code: "required" }],
  [text("name", { max: 5 }), 7, { code: "invalid_type" }],
  [Password, "short", { code: "too-short", params: { limit: 8 } }],
  [Email, "nobody", { code: "email" }],
  [AssetName, "-bad-", { code: "asset-name" }],
  [AssetName, "book.ipynb", { code: "asset-name-ending" }],
  [NamespaceName, "a--b", { code: "namespace-name" }],
  [z.string().max(3), "abcd", { code: "too-long", params: { limit: 3 } }],
  [z.array(z.string()).max(1), ["a", "b"], { code: "too-many", params: { limit: 1 } }],
  [z.number().min(1), 0, { code: "too-small", params: { limit: 1 } }],
  [z.number().max(9), 10, { code: "too-large", params: { limit: 9 } }],
  [z.enum(["a"]), "b", { code: "invalid_value" }],
])(
  "PLT-2: a refused field has a code that every language has words for",
  (schema, value, coded) => {
    expect(codesOf(schema, value)).toEqual([coded]);
  },
);
