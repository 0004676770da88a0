export * from "./discussion-endpoints.ts";
export * from "./pull-request-endpoints.ts";
