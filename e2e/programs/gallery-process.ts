/**
 * A gallery as a process of its own, for journeys that kill it: `node gallery-process.ts WEB DATA
 * PORT`. Prints its address when it is up.
 */
import { readConfig } from "#server/config.ts";
import { startGallery } from "#server/start-gallery.ts";

const [webFolder = "", dataFolder = "", port = "0"] = process.argv.slice(2);
const config = readConfig({
  ...process.env,
  GALLERY_LOG_LEVEL: "warn",
  GALLERY_SIGN_UPS_PER_HOUR: "0",
  GALLERY_DATA: dataFolder,
  GALLERY_PORT: port,
});
const gallery = await startGallery(config, { webFolder, checksAnswers: true });
process.once("SIGTERM", () => void gallery.stop().then(() => process.exit(0)));
process.stdout.write(`${gallery.url}\n`);
