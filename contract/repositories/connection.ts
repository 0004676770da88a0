import { z } from "zod";
import { asIssue } from "../issues.ts";
import { text, Timestamp } from "../fields.ts";

export const CONNECTIONS_LIMIT = 50;

const BUCKET = /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/i;
const REGION = /^[a-z0-9][a-z0-9-]{0,62}$/;
const ACCESS_KEY = /^[\x21-\x7e]{1,256}$/;
/** Servers of one's own let people choose it, spaces and all. */
const SECRET = /^[\x20-\x7e]{1,256}$/;
const VISIBLE_ASCII = asIssue("visible-ascii", "must be 1–256 visible ASCII characters");

function matching(pattern: RegExp, issue: ReturnType<typeof asIssue>) {
  return z
    .string()
    .max(300)
    .refine((value) => pattern.test(value), issue);
}

/** `https://host` or `https://host:port`: nothing behind it, and nobody's name before it. */
const Endpoint = z
  .string()
  .trim()
  .max(300)
  .refine(
    isOrigin,
    asIssue("storage-endpoint", "must be like https://storage.example.com or http://host:9000"),
  )
  .transform((value) => new URL(value).origin);

/** A path in a bucket: no slash at its beginning, one at its end is not needed. */
export const BucketPath = text("path", { max: 512 })
  .refine(
    (path) => !path.startsWith("/") && !/\p{Cc}/u.test(path),
    asIssue("bucket-path", "must not begin with / and must hold no control characters"),
  )
  .transform((path) => (path === "" || path.endsWith("/") ? path : `${path}/`));

const fields = {
  name: text("name", { min: 1, max: 64 }),
  /** Of an S3-compatible server; null: Amazon S3 in the region. */
  endpoint: Endpoint.nullable(),
  region: matching(REGION, asIssue("storage-region", "must be like us-east-1")),
  bucket: matching(BUCKET, asIssue("bucket-name", "is not the name of a bucket")),
  /** Everything that goes over the connection stays below it. */
  prefix: BucketPath,
  accessKeyId: matching(ACCESS_KEY, VISIBLE_ASCII),
  /** The bucket stands in the path, not in the host's name: most servers but Amazon's want that. */
  isPathStyle: z.boolean(),
};
const secretAccessKey = matching(SECRET, asIssue("ascii", "must be 1–256 ASCII characters"));

/** How an account reaches its object storage (S3). */
export const NewConnection = z.object({
  ...fields,
  endpoint: fields.endpoint.default(null),
  region: fields.region.default("us-east-1"),
  prefix: fields.prefix.default(""),
  isPathStyle: fields.isPathStyle.default(true),
  secretAccessKey,
});
export type NewConnection = z.infer<typeof NewConnection>;

/** What is absent stays, the secret too. */
export const ConnectionEdit = z.object({ ...fields, secretAccessKey }).partial();
export type ConnectionEdit = z.infer<typeof ConnectionEdit>;

/** Without the secret: that is never told again. */
export const Connection = z.object({
  id: z.string(),
  name: z.string(),
  endpoint: z.string().nullable(),
  region: z.string(),
  bucket: z.string(),
  prefix: z.string(),
  accessKeyId: z.string(),
  isPathStyle: z.boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Connection = z.infer<typeof Connection>;

/** A problem as it is kept: its code, its words, and the plain ones of its members. */
export const StorageFailure = z.object({
  code: z.string(),
  detail: z.string(),
  extra: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type StorageFailure = z.infer<typeof StorageFailure>;

/** Null: it works; else why it does not. */
const Outcome = StorageFailure.nullable();

/** What the key may do in the bucket, tried just now. */
export const ConnectionTest = z.object({
  list: Outcome,
  write: Outcome,
  /** `customer`: with a key of its owner, so nothing is delivered to it. */
  encryption: z.enum(["none", "provider", "customer", "unknown"]),
});
export type ConnectionTest = z.infer<typeof ConnectionTest>;

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, pathname, search, hash } = new URL(value);
  const isWeb = protocol === "https:" || protocol === "http:";
  return (
    isWeb && [username, password, search, hash].every((part) => part === "") && pathname === "/"
  );
}
