export {
  type CallOptions,
  type ClientOptions,
  createClient,
  type EndpointId,
  type GalleryClient,
  type InputOf,
  type OutputOf,
  readProblem,
} from "./client.ts";
