import { mkdir, realpath } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { problem } from "#contract/problems.ts";

/** Beside the downloaded files: parts, locks and receipts. No file of a repository may lie there. */
export const STATE_FOLDER = ".gallery-download";

const WINDOWS_RESERVED =
  /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:[. ]|$)/iu;
const WINDOWS_FORBIDDEN = /[<>:"|?*]|[. ]$/u;

/**
 * Where a file of a repository lies below `root`. Paths come from a server and are not trusted: none
 * leads out of `root`, into our own state, or to a device.
 * @throws {Problem} `path-invalid`
 */
export function localPath(root: string, path: string, platform = process.platform): string {
  const segments = path.split("/");
  const refusal =
    segments.map((segment) => refuseSegment(segment, platform)).find((found) => found) ??
    (segments[0]?.toLowerCase() === STATE_FOLDER ? "is where downloads keep their state" : "");
  if (refusal === "") return join(root, ...segments);
  throw problem("path-invalid", {
    detail: `The server names a file ${JSON.stringify(path)}, which ${refusal}`,
    hint: "Leave it out with --exclude, or ask the publisher to rename it",
    extra: { path },
  });
}

function refuseSegment(segment: string, platform: string): string {
  if (segment === "" || segment === "." || segment === "..") return "would leave the folder";
  if (segment.includes("\\")) return "holds a backslash";
  if (/\p{Cc}/u.test(segment)) return "holds a control character";
  if (platform !== "win32") return "";
  if (WINDOWS_RESERVED.test(segment)) return "is the name of a device on Windows";
  return WINDOWS_FORBIDDEN.test(segment) ? "is no file name on Windows" : "";
}

/**
 * Makes the folder of a local path. A link that is there already must not lead out of `root` either.
 * @throws {Problem} `path-invalid`
 */
export async function makeFolderOf(root: string, target: string): Promise<void> {
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  const [realRoot, realFolder] = await Promise.all([realpath(root), realpath(folder)]);
  const way = relative(realRoot, realFolder);
  if (way !== ".." && !way.startsWith(`..${sep}`)) return;
  throw problem("path-invalid", {
    detail: `${folder} is a link that leads out of ${root}`,
    hint: "Remove the link, or download to another folder",
  });
}
