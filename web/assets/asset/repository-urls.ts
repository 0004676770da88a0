import { contentHref, revisionHref } from "../../app/addresses.ts";
import type { Address } from "#contract/fields.ts";

type Place = {
  /** The branch, tag or commit that the reader is at: links stay there. */
  revision: string;
  /** The commit that is shown: pictures come from it; by default from the revision. */
  commit?: string;
  /** Where the Markdown file lies. */
  folder: string;
};

/** How relative addresses inside a repository's Markdown file resolve. */
export function repositoryUrls(address: Address, { revision, commit = revision, folder }: Place) {
  return {
    resolveImage: (url: string) =>
      contentHref(address, { revision: commit, path: resolvePath(folder, url).path }),
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
