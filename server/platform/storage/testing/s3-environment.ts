import type { S3Settings } from "../s3/settings.ts";

/** For another process on the same bucket. */
export function s3EnvironmentOf(settings: S3Settings | null): Record<string, string> {
  if (settings === null) return {};
  const { bucket, endpoint, credentials, prefix, isDirect } = settings;
  return {
    S3_BUCKET: bucket,
    S3_ENDPOINT: endpoint ?? "",
    S3_ACCESS_KEY_ID: credentials?.accessKeyId ?? "",
    S3_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? "",
    S3_PREFIX: prefix,
    S3_DIRECT: String(isDirect),
  };
}
