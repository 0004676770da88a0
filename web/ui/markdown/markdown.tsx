import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { MarkdownViewProps } from "./markdown-view.tsx";
import { TextBoundary } from "./text-boundary.tsx";

const MarkdownView = lazy(async () => ({
  default: (await import("./markdown-view.tsx")).MarkdownView,
}));

/** Shows Markdown; its parser loads with the first one. */
export function MarkdownText(props: MarkdownViewProps) {
  return (
    <TextBoundary source={props.source}>
      <Suspense fallback={<MarkdownLoading />}>
        <MarkdownView {...props} />
      </Suspense>
    </TextBoundary>
  );
}

export function MarkdownLoading() {
  return (
    <div aria-busy="true">
      <Skeleton height={24} width="40%" mb="lg" />
      <Skeleton height={12} mb="sm" />
      <Skeleton height={12} mb="sm" />
      <Skeleton height={12} width="70%" mb="xl" />
      <Skeleton height={12} mb="sm" />
      <Skeleton height={12} width="85%" />
    </div>
  );
}
