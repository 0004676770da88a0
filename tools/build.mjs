/** `npm run build`: builds the web page into web/dist; with `--if-stale` only when it must. */
import { ensureInstalled } from "./install.mjs";
import { buildWeb, ensureWebBuilt } from "./web-build.mjs";

ensureInstalled();
if (process.argv.includes("--if-stale")) ensureWebBuilt();
else buildWeb();
