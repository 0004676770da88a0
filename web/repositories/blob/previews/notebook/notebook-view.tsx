import { useTranslation } from "react-i18next";
import type { Notebook, NotebookCell } from "#contract/repositories/notebook.ts";
import { formatBytes } from "../../../../ui/format.ts";
import "../../../../ui/markdown/highlight.css";
import { CodeSource } from "./code-source.tsx";
import { MarkdownCell } from "./markdown-cell.tsx";
import classes from "./notebook.module.css";
import { OutputView } from "./output-view.tsx";

/** The cells of a notebook in their order. Nothing of it runs. */
export function NotebookView({ notebook, path }: { notebook: Notebook; path: string }) {
  const { t, i18n } = useTranslation("previews-media");
  const { cells, moreCells, language } = notebook;
  return (
    <div className={classes.notebook}>
      {cells.length === 0 && moreCells.count === 0 ? (
        <p className={classes.note}>{t("notebook.empty")}</p>
      ) : null}
      {cells.map((cell, index) => (
        <Cell key={index} cell={cell} language={language} path={path} />
      ))}
      {moreCells.count > 0 ? (
        <p className={classes.note}>
          {t("notebook.moreCells", {
            count: moreCells.count,
            size: formatBytes(moreCells.sizeBytes, i18n.language),
          })}
        </p>
      ) : null}
    </div>
  );
}

type CellProps = { cell: NotebookCell; language: string; path: string };

function Cell({ cell, language, path }: CellProps) {
  const { t } = useTranslation("previews-media");
  if (cell.type === "markdown") {
    return (
      <section className={classes.cell} aria-label={t("notebook.markdownCell")}>
        <div className={classes.body}>
          <MarkdownCell source={cell.source} attachments={cell.attachments} path={path} />
          <Cut bytes={cell.cutBytes} />
        </div>
      </section>
    );
  }
  const count = cell.executionCount ?? " ";
  return (
    <section className={classes.cell} aria-label={t("notebook.codeCell", { count })}>
      <Prompt text={cell.type === "code" ? `[${count}]` : ""} />
      <div className={classes.body}>
        <CodeSource source={cell.source} language={cell.type === "code" ? language : ""} />
        <Cut bytes={cell.cutBytes} />
      </div>
      <Outputs cell={cell} path={path} />
    </section>
  );
}

function Outputs({ cell, path }: Pick<CellProps, "cell" | "path">) {
  const { t, i18n } = useTranslation("previews-media");
  const { outputs, moreOutputs } = cell;
  if (outputs.length === 0 && moreOutputs.count === 0) return null;
  return (
    <>
      <Prompt text="" />
      <div className={classes.outputs}>
        {outputs.map((output, index) => (
          <OutputView key={index} output={output} path={path} />
        ))}
        {moreOutputs.count > 0 ? (
          <p className={classes.note}>
            {t("notebook.moreOutputs", {
              count: moreOutputs.count,
              size: formatBytes(moreOutputs.sizeBytes, i18n.language),
            })}
          </p>
        ) : null}
      </div>
    </>
  );
}

function Prompt({ text }: { text: string }) {
  return (
    <div className={classes.prompt} aria-hidden="true">
      {text}
    </div>
  );
}

function Cut({ bytes }: { bytes: number }) {
  const { t, i18n } = useTranslation("previews-media");
  if (bytes === 0) return null;
  const size = formatBytes(bytes, i18n.language);
  return <p className={classes.note}>{t("notebook.cut", { size })}</p>;
}
