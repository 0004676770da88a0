/** How somebody else's bucket is reached. */
export type ForeignSettings = {
  /** Base URL of an S3-compatible server; null: Amazon's of the region. */
  endpoint: string | null;
  region: string;
  bucket: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** The bucket in the path instead of in the host's name. */
  isPathStyle: boolean;
};
