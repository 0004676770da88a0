import { contentHref, revisionHref } from "../../app/addresses.ts";
import type { Address } from "#contract/fields.ts";

/** How relative addresses inside a repository's Markdown file resolve; `folder` holds the file. */
export function repositoryUrls(address: Address, at: { revision: string; folder: string }) {
  const { revision, folder } = at;
  return {
    resolveImage: (url: string) =>
      contentHref(address, { revision, path: resolvePath(folder, url).path }),
    resolveLink: (url: string) => {
      const { path, fragment } = resolvePath(folder, url);
      return revisionHref(address, "blob", { revision, path }) + fragment;
    },
  };
}

/** `docs` + `../img/a%20b.png?raw=1#x` → `img/a b.png` and `#x`; never above the root. */
export function resolvePath(folder: string, url: string): { path: string; fragment: string } {
  const base = new URL("http://repository/");
  if (folder !== "") base.pathname = `/${folder.split("/").map(encodeURIComponent).join("/")}/`;
  const { pathname, hash } = new URL(url, base);
  return { path: decodePath(pathname.slice(1)), fragment: hash };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
