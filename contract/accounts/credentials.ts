import { z } from "zod";
import { asIssue } from "../issues.ts";
import { AssetKind, Timestamp, text } from "../fields.ts";

export const TokenScope = z.enum(["read", "write", "fine-grained"]);
export type TokenScope = z.infer<typeof TokenScope>;

/** One repository that a fine-grained token reaches. */
export const TokenRepository = z.object({
  kind: AssetKind,
  owner: z.string(),
  name: z.string(),
  right: z.enum(["read", "write"]),
});
export type TokenRepository = z.infer<typeof TokenRepository>;

export const NewToken = z
  .object({
    name: text("name", { min: 1, max: 64 }),
    scope: TokenScope,
    /** Only with scope `fine-grained`. */
    repositories: z.array(TokenRepository).max(100).default([]),
    /** Days until it expires; absent: never. */
    expiresInDays: z.number().int().min(1).max(3650).optional(),
  })
  .refine((token) => (token.scope === "fine-grained") === token.repositories.length > 0, {
    path: ["repositories"],
    ...asIssue(
      "repositories-needed",
      "repositories are needed with, and only with, scope fine-grained",
    ),
  });

export const Token = z.object({
  id: z.string(),
  name: z.string(),
  scope: TokenScope,
  /** The first and last characters, to recognise it by. */
  hint: z.string(),
  repositories: z.array(TokenRepository),
  createdAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
  expiresAt: Timestamp.nullable(),
});
export type Token = z.infer<typeof Token>;

/** A new token; `secret` is shown this once. */
export const CreatedToken = Token.extend({ secret: z.string() });

export const NewAccessKey = z.object({
  name: text("name", { min: 1, max: 64 }),
  scope: z.enum(["read", "write"]),
});
export const AccessKey = z.object({
  id: z.string(),
  name: z.string(),
  accessKey: z.string(),
  scope: z.enum(["read", "write"]),
  createdAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
});
export type AccessKey = z.infer<typeof AccessKey>;
export const CreatedAccessKey = AccessKey.extend({ secretKey: z.string() });

export const KeyExchange = z.object({
  accessKey: z.string().max(128),
  secretKey: z.string().max(256),
});
export const ExchangedToken = z.object({ token: z.string(), expiresAt: Timestamp });
