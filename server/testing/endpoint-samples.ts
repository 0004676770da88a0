import type { EndpointMap } from "#contract/endpoints.ts";
import { ACCOUNT_SAMPLES } from "./endpoint-samples/accounts.ts";
import { ASSET_SAMPLES } from "./endpoint-samples/assets.ts";
import { COMMUNITY_SAMPLES } from "./endpoint-samples/community.ts";
import { OPERATION_SAMPLES } from "./endpoint-samples/operations.ts";
import { PUBLISHING_SAMPLES } from "./endpoint-samples/publishing.ts";
import { REPOSITORY_SAMPLES } from "./endpoint-samples/repositories.ts";
import { SUBSCRIPTION_SAMPLES } from "./endpoint-samples/subscriptions.ts";
import { WORKBENCH_SAMPLES } from "./endpoint-samples/workbench.ts";
import type { EndpointSample } from "./endpoint-samples/sample.ts";

/**
 * One harmless request for every endpoint: valid input, so that the permission decides, and nothing
 * changes even for those who may (a confirmation that is wrong, a thing that is not there). The type
 * demands a row for each endpoint of the contract: a new one without a row does not compile.
 */
export const ENDPOINT_SAMPLES: Record<keyof EndpointMap, EndpointSample> = {
  ...ACCOUNT_SAMPLES,
  ...REPOSITORY_SAMPLES,
  ...ASSET_SAMPLES,
  ...PUBLISHING_SAMPLES,
  ...SUBSCRIPTION_SAMPLES,
  ...COMMUNITY_SAMPLES,
  ...WORKBENCH_SAMPLES,
  ...OPERATION_SAMPLES,
};
