/** Another process for migrate.test.ts to race with. */
import { migrateDatabase } from "./migrate.ts";

const [url, folder] = process.argv.slice(2);
if (url === undefined || folder === undefined) throw new Error("usage: URL FOLDER");
process.send?.(await migrateDatabase({ url, folder }));
