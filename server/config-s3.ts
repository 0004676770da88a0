import { z } from "zod";
import type { S3Settings } from "./platform/storage/index.ts";

const BUCKET = /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/i;
const PREFIX = /^[\w.-]+(\/[\w.-]+)*\/?$/;

const webAddress = z.url({ protocol: /^https?$/, error: "must begin with http:// or https://" });

/** The settings of the object storage; without S3_BUCKET the data folder is the storage. */
export const S3_VARIABLES = {
  S3_BUCKET: z.string().regex(BUCKET, "is not the name of a bucket").optional(),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_ENDPOINT: webAddress.optional(),
  S3_PUBLIC_ENDPOINT: webAddress.optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().optional(),
  S3_PREFIX: z.string().regex(PREFIX, "may hold letters, digits, . _ - and /").default(""),
  S3_DIRECT: z.stringbool().optional(),
};

const Variables = z.object(S3_VARIABLES);

/** What is wrong with the settings together: `[variable, message]` pairs. */
export function findS3Faults(
  value: z.output<typeof Variables>,
  galleryUrl: string | undefined,
): [variable: string, message: string][] {
  const faults: [string, string][] = [];
  if (value.S3_BUCKET === undefined) {
    const lonely = (["S3_ENDPOINT", "S3_PUBLIC_ENDPOINT"] as const).filter(
      (name) => value[name] !== undefined,
    );
    return lonely.map((name) => [name, "has no meaning without S3_BUCKET"]);
  }
  if ((value.S3_ACCESS_KEY_ID === undefined) !== (value.S3_SECRET_ACCESS_KEY === undefined)) {
    const missing =
      value.S3_ACCESS_KEY_ID === undefined ? "S3_ACCESS_KEY_ID" : "S3_SECRET_ACCESS_KEY";
    faults.push([missing, "belongs to the other half of the key, which is set"]);
  }
  const { S3_PUBLIC_ENDPOINT: publicEndpoint } = value;
  const isMixed = galleryUrl?.startsWith("https:") && publicEndpoint?.startsWith("http:");
  if (isMixed === true) {
    faults.push(["S3_PUBLIC_ENDPOINT", "must be https: browsers let no https page send to http"]);
  }
  return faults;
}

/** Null where the data folder is the storage. */
export function s3Settings(value: z.output<typeof Variables>): S3Settings | null {
  if (value.S3_BUCKET === undefined) return null;
  const endpoint = value.S3_ENDPOINT ?? null;
  const publicEndpoint = value.S3_PUBLIC_ENDPOINT ?? null;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = value;
  const isKeySet = accessKeyId !== undefined && secretAccessKey !== undefined;
  return {
    bucket: value.S3_BUCKET,
    region: value.S3_REGION,
    endpoint,
    publicEndpoint,
    credentials: isKeySet ? { accessKeyId, secretAccessKey } : null,
    // Few servers but Amazon's have a name for every bucket.
    forcePathStyle: value.S3_FORCE_PATH_STYLE ?? endpoint !== null,
    prefix: value.S3_PREFIX === "" ? "" : `${value.S3_PREFIX.replace(/\/$/, "")}/`,
    // An address inside the operator's network is of no use to a client.
    isDirect: value.S3_DIRECT ?? (endpoint === null || publicEndpoint !== null),
  };
}
