/** What a request of the permission matrix is made of, beside the address of an asset. */
export type EndpointSample = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  bytes?: Buffer;
};

export type EndpointSamples = Record<string, EndpointSample>;

/** The id of nothing. */
export const NOBODY = "nobody-at-all";
