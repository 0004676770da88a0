/** `npm run build`: builds the web page into web/dist, whatever is there. */
import { ensureInstalled } from "./install.mjs";
import { buildWeb } from "./web-build.mjs";

ensureInstalled();
buildWeb();
