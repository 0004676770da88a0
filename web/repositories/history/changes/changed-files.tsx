import { SegmentedControl } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { CommitDetail } from "#contract/repositories/repository.ts";
import classes from "./changes.module.css";
import { ChangedFile } from "./changed-file.tsx";

type ChangedFilesProps = Pick<CommitDetail, "changes" | "changeCount"> & {
  /** The newer state, a commit id. */
  revision: string;
  /** The older state; null before the first commit. */
  base: string | null;
};

/** Files that open by themselves, as far as they are not large. */
const OPEN_FILES = 20;
const OPEN_BYTES = 1_000_000;
const TENSORS = /\.(?:safetensors|gguf|onnx)$/iu;
const WIDE = "(min-width: 62em)";

/** What differs between two states, file by file; differences load when they come into sight. */
export function ChangedFiles({ changes, changeCount, revision, base }: ChangedFilesProps) {
  const { t } = useTranslation(["repositories", "diff"]);
  const [view, setView] = useLocalStorage<"unified" | "split">({
    key: "gallery.diff-view",
    defaultValue: "unified",
  });
  const isWide = useMediaQuery(WIDE) ?? false;
  const hidden = changeCount - changes.length;
  return (
    <section>
      <div className={classes.bar}>
        <h3 className={classes.heading}>{t("changes", { count: changeCount })}</h3>
        {isWide && changeCount > 0 ? (
          <SegmentedControl
            size="xs"
            aria-label={t("diff:view")}
            value={view}
            onChange={setView}
            data={[
              { value: "unified", label: t("diff:unified") },
              { value: "split", label: t("diff:split") },
            ]}
          />
        ) : null}
      </div>
      {changes.map((change, index) => (
        <ChangedFile
          key={change.path}
          change={change}
          file={{
            revision,
            path: change.path,
            base: base ?? revision,
            basePath: base === null ? "" : (change.previousPath ?? change.path),
          }}
          isSplit={isWide && view === "split"}
          isOpenAtFirst={index < OPEN_FILES && opensByItself(change)}
        />
      ))}
      {hidden > 0 ? <p className={classes.more}>{t("moreChanges", { count: hidden })}</p> : null}
    </section>
  );
}

/** What is gone stays closed, and so does what is large, but for changed tensors: they are few. */
function opensByItself({ change, path, sizeBytes }: CommitDetail["changes"][number]): boolean {
  if (change === "modified" && TENSORS.test(path)) return true;
  return change !== "deleted" && sizeBytes <= OPEN_BYTES;
}
