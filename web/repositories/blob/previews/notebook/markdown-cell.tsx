import { repositoryUrls } from "../../../../assets/asset/repository-urls.ts";
import { addressOf, useAsset, useRevisionAndPath } from "../../../../assets/asset/use-asset.ts";
import { MarkdownText } from "../../../../ui/markdown/markdown.tsx";
import { folderOf } from "../../../paths.ts";

/** Stands for `attachment:` until a picture is looked up: that scheme is no harmless one. */
const ATTACHED = "attached-to-this-cell/";

type MarkdownCellProps = {
  source: string;
  /** Pictures of the cell by name, as `data:` addresses. */
  attachments?: Record<string, string>;
  path: string;
};

export function MarkdownCell({ source, attachments = {}, path }: MarkdownCellProps) {
  const { revision } = useRevisionAndPath();
  const urls = repositoryUrls(addressOf(useAsset()), { revision, folder: folderOf(path) });
  return (
    <MarkdownText
      source={source.replaceAll(/(\]\(\s*<?|src=["'])attachment:/gu, `$1${ATTACHED}`)}
      resolveLink={urls.resolveLink}
      resolveImage={(url) => {
        if (!url.startsWith(ATTACHED)) return urls.resolveImage(url);
        return attachments[decode(url.slice(ATTACHED.length))] ?? "";
      }}
    />
  );
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
