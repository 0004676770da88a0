export { registerDocs } from "./register-docs.ts";
export { registerHealth } from "./register-health.ts";
export { registerMetrics } from "./register-metrics.ts";
export { operationsRoutes } from "./routes.ts";
export { seedDemo } from "./seed-demo.ts";
