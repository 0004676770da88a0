export { canHoldDatabase } from "./database-folder.ts";
export { type ConnectionOptions, connectDatabase } from "./connect.ts";
export type { Database } from "./database.ts";
export {
  findRunningPostgres,
  type LaunchedPostgres,
  launchPostgres,
  type PostgresOptions,
} from "./launch-postgres.ts";
export { migrateDatabase, MigrationError, type MigrationOptions } from "./migrate.ts";
export { openDatabaseFor, type OpenedDatabase } from "./open-database-for.ts";
export { prepared } from "./prepared.ts";
export { DatabaseStartError } from "./start-error.ts";
export { type DatabaseTransaction, isTransaction, withTransaction } from "./with-transaction.ts";
