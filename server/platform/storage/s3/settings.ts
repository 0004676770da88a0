/** How a bucket is reached. */
export type S3Settings = {
  bucket: string;
  region: string;
  /** Base URL of an S3-compatible server; null: Amazon's of the region. */
  endpoint: string | null;
  /** The base URL at which clients reach the same server; null: as this process does. */
  publicEndpoint: string | null;
  /** Null: those that the machine has (environment, profile, role). */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
  /** The bucket in the path instead of in the host's name. */
  forcePathStyle: boolean;
  /** Begins the name of every object; empty, or with a slash at its end. */
  prefix: string;
  /** Clients may send to the bucket and read from it by signed addresses. */
  isDirect: boolean;
};
