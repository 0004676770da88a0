import mime from "mime";
import type { FileDetail, PreviewKind } from "#contract/repositories/repository.ts";
import { tensorFormatOf } from "./tensors/tensor-names.ts";
import { extensionOf, isTextName } from "../reading/media-type.ts";
import { isTableName } from "./tables/open-table.ts";
import { isAudioName, isPictureName, isVideoName } from "./media/media-names.ts";

/** Previews of these kinds load the whole file into the page; the others read parts of it. */
const WHOLE_FILE_KINDS: ReadonlySet<PreviewKind> = new Set(["markdown", "text", "image"]);

/** Tried in turn: the first that knows a file's name decides. */
const RULES: readonly { kind: PreviewKind; knows: (path: string) => boolean }[] = [
  { kind: "markdown", knows: hasExtension("md markdown") },
  { kind: "notebook", knows: hasExtension("ipynb") },
  { kind: "checkpoint", knows: hasExtension("pt pth ckpt bin") },
  { kind: "tensors", knows: (path) => tensorFormatOf(path) !== undefined },
  { kind: "table", knows: isTableName },
  { kind: "text", knows: isTextName },
  { kind: "image", knows: isPictureName },
  { kind: "pdf", knows: hasExtension("pdf") },
  { kind: "audio", knows: isAudioName },
  { kind: "video", knows: isVideoName },
  { kind: "packed-text", knows: (path) => /\.gz$/iu.test(path) && isTextName(path.slice(0, -3)) },
  { kind: "archive", knows: hasExtension("zip tar gz tgz zst tzst npz whl jar keras mar") },
];

/** How the page shows a file, from its name and size (REP-5). */
export function previewOf(
  { path, sizeBytes }: { path: string; sizeBytes: number },
  limitBytes: number,
): { preview: PreviewKind; previewRefusal: FileDetail["previewRefusal"] } {
  const preview = RULES.find(({ knows }) => knows(path))?.kind;
  if (preview === undefined) {
    const isKnown = mime.getType(path) !== null;
    return { preview: "none", previewRefusal: isKnown ? "unsupported" : "binary" };
  }
  if (preview === "packed-text" && sizeBytes > limitBytes) {
    return { preview: "archive", previewRefusal: null };
  }
  if (WHOLE_FILE_KINDS.has(preview) && sizeBytes > limitBytes) {
    return { preview: "none", previewRefusal: "too-large" };
  }
  return { preview, previewRefusal: null };
}

function hasExtension(extensions: string) {
  const known = new Set(extensions.split(" "));
  return (path: string) => known.has(extensionOf(path));
}
