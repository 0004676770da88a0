import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** The database, or a transaction in it: queries are written alike for both. */
export type Database = Kysely<Tables>;
