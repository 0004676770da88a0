/** Writes sdk/routes.ts: method and path of every endpoint, without the schemas. */
import { writeFileSync } from "node:fs";
import { describeRoutes } from "#sdk/describe-routes.ts";

writeFileSync(new URL("../sdk/routes.ts", import.meta.url), describeRoutes());
