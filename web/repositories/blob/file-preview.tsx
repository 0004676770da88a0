import { Skeleton } from "@mantine/core";
import { type ComponentType, lazy, Suspense } from "react";
import type { FileDetail, PreviewKind } from "#contract/repositories/repository.ts";
import { AudioPreview } from "./previews/audio-preview.tsx";
import { ImagePreview } from "./previews/image-preview.tsx";
import { NoPreview } from "./previews/no-preview.tsx";
import { TextPreview } from "./previews/text-preview.tsx";
import { VideoPreview } from "./previews/video-preview.tsx";

const NotebookPreview = lazy(async () => ({
  default: (await import("./previews/notebook-preview.tsx")).NotebookPreview,
}));
const PdfPreview = lazy(async () => ({
  default: (await import("./previews/pdf-preview.tsx")).PdfPreview,
}));

const TensorsPreview = lazy(async () => ({
  default: (await import("./previews/tensors-preview.tsx")).TensorsPreview,
}));
const CheckpointPreview = lazy(async () => ({
  default: (await import("./previews/checkpoint-preview.tsx")).CheckpointPreview,
}));
const PackedTextPreview = lazy(async () => ({
  default: (await import("./previews/packed-text-preview.tsx")).PackedTextPreview,
}));
const ArchivePreview = lazy(async () => ({
  default: (await import("./previews/archive-preview.tsx")).ArchivePreview,
}));

const TablePreview = lazy(async () => ({
  default: (await import("./previews/table-preview.tsx")).TablePreview,
}));

/** One view for each kind of preview; whatever is large to load is `lazy`. */
const PREVIEWS: Record<PreviewKind, ComponentType<{ file: FileDetail }>> = {
  markdown: TextPreview,
  text: TextPreview,
  image: ImagePreview,
  notebook: NotebookPreview,
  pdf: PdfPreview,
  audio: AudioPreview,
  video: VideoPreview,
  table: TablePreview,
  tensors: TensorsPreview,
  checkpoint: CheckpointPreview,
  "packed-text": PackedTextPreview,
  archive: ArchivePreview,
  none: NoPreview,
};

/** REP-5: what is in a file; where nothing can be shown the reason, and the download. */
export function FilePreview({ file }: { file: FileDetail }) {
  const Preview = PREVIEWS[file.preview];
  return (
    <Suspense fallback={<Skeleton height={360} m="md" />}>
      <Preview file={file} />
    </Suspense>
  );
}
