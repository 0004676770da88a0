export { createUser, type NewUser } from "./admin/create-user.ts";
export { createUserToken, type NewUserToken } from "./admin/create-user-token.ts";
export { setUserAdministrator } from "./admin/set-user-administrator.ts";
export { setUserPassword } from "./admin/set-user-password.ts";
export { registerDocs } from "./register-docs.ts";
export { registerHealth } from "./register-health.ts";
export { registerMetrics } from "./register-metrics.ts";
export { operationsRoutes } from "./routes.ts";
export { seedDemo } from "./seed-demo.ts";
