import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { NotebookOutput } from "#contract/repositories/notebook.ts";
import { formatBytes } from "../../../../ui/format.ts";
import { MarkdownCell } from "./markdown-cell.tsx";
import classes from "./notebook.module.css";
import { TerminalText } from "./terminal-text.tsx";

const SafeHtml = lazy(async () => ({ default: (await import("./safe-html.tsx")).SafeHtml }));

/** What a cell printed, raised or drew. */
export function OutputView({ output, path }: { output: NotebookOutput; path: string }) {
  switch (output.type) {
    case "stream":
      return (
        <div className={classes.output} data-stderr={output.name === "stderr" || undefined}>
          <TerminalText text={output.text} />
          <CutNote bytes={output.cutBytes} />
        </div>
      );
    case "error":
      return (
        <div className={classes.output} data-error>
          <TerminalText text={output.traceback || `${output.name}: ${output.message}`} />
          <CutNote bytes={output.cutBytes} />
        </div>
      );
    case "display":
      return <DisplayView output={output} path={path} />;
    default:
      return output satisfies never;
  }
}

type Display = Extract<NotebookOutput, { type: "display" }>;

function DisplayView({ output, path }: { output: Display; path: string }) {
  const { content, leftOut } = output;
  return (
    <div className={classes.output}>
      {content ? <Content content={content} path={path} isNamed={leftOut.length > 0} /> : null}
      {content ? <CutNote bytes={content.cutBytes} /> : null}
      {leftOut.map(({ mediaType, sizeBytes }) => (
        <LeftOut key={mediaType} mediaType={mediaType} sizeBytes={sizeBytes} />
      ))}
    </div>
  );
}

type ContentProps = { content: NonNullable<Display["content"]>; path: string; isNamed: boolean };

function Content({ content: { mediaType, data }, path, isNamed }: ContentProps) {
  const { t } = useTranslation("previews-media");
  if (mediaType === "text/html") {
    return (
      <Suspense fallback={null}>
        <SafeHtml html={data} path={path} isNamed={isNamed} />
      </Suspense>
    );
  }
  if (mediaType === "text/markdown") return <MarkdownCell source={data} path={path} />;
  if (!isPicture(mediaType)) return <TerminalText text={data} />;
  return (
    <img
      className={classes.picture}
      src={pictureUrl(mediaType, data)}
      alt={t("notebook.picture")}
      loading="lazy"
      decoding="async"
    />
  );
}

function isPicture(mediaType: string): boolean {
  return mediaType.startsWith("image/");
}

/** An SVG as a picture runs no script and loads nothing. */
function pictureUrl(mediaType: string, data: string): string {
  if (mediaType !== "image/svg+xml") return `data:${mediaType};base64,${data}`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(data)}`;
}

function LeftOut({ mediaType, sizeBytes }: Display["leftOut"][number]) {
  const { t, i18n } = useTranslation("previews-media");
  const what = t(`notebook.kinds.${kindOf(mediaType)}`, { mediaType });
  const size = formatBytes(sizeBytes, i18n.language);
  return <p className={classes.note}>{t("notebook.leftOut", { what, size })}</p>;
}

function kindOf(mediaType: string) {
  if (/jupyter\.widget/u.test(mediaType)) return "widget";
  if (/plotly|vega|bokeh|holoviews/u.test(mediaType)) return "plot";
  if (/javascript/u.test(mediaType)) return "script";
  return isPicture(mediaType) ? "picture" : "other";
}

function CutNote({ bytes }: { bytes: number }) {
  const { t, i18n } = useTranslation("previews-media");
  if (bytes === 0) return null;
  const size = formatBytes(bytes, i18n.language);
  return <p className={classes.note}>{t("notebook.cut", { size })}</p>;
}
