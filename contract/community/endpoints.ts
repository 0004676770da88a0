export * from "./discussion-endpoints.ts";
export * from "./pull-request-endpoints.ts";
export * from "./comment-endpoints.ts";
export * from "./report-endpoints.ts";
export * from "./related-endpoints.ts";
export * from "./article-endpoints.ts";
