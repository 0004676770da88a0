import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FileDiff } from "#contract/repositories/diff-comparison.ts";
import { contentHref } from "../../../app/addresses.ts";
import { useSite } from "../../../app/session.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { formatBytes } from "../../../ui/format.ts";
import { nameOf } from "../../paths.ts";
import type { ComparedFile } from "./compared-file.ts";
import classes from "./diff.module.css";
import { ImageDiff } from "./image-diff.tsx";
import { TensorDiff } from "./tensor-diff.tsx";
import { TextDiff } from "./text-diff.tsx";

type DiffBodyProps = {
  diff: FileDiff;
  file: ComparedFile;
  isSplit: boolean;
  onExpand: (() => void) | undefined;
};

/** A file's difference, by what the file is. */
export function DiffBody({ diff, file, isSplit, onExpand }: DiffBodyProps) {
  const { t } = useTranslation("diff");
  if (diff.text) {
    const name = nameOf(file.path);
    return <TextDiff text={diff.text} name={name} isSplit={isSplit} onExpand={onExpand} />;
  }
  if (diff.kind === "image") return <ImageDiff diff={diff} />;
  if (diff.kind === "tensors") return <TensorDiff file={file} />;
  if (diff.kind === "same") return <p className={classes.note}>{t("same")}</p>;
  return <Incomparable diff={diff} />;
}

/** Why there is no comparison, with both states to download. */
function Incomparable({ diff }: { diff: FileDiff }) {
  const { t, i18n } = useTranslation("diff");
  const address = addressOf(useAsset());
  const limit = formatBytes(useSite()?.limits.previewBytes ?? 0, i18n.language);
  const sides = [
    { label: t("before"), revision: diff.baseCommit, side: diff.before },
    { label: t("after"), revision: diff.commit, side: diff.after },
  ];
  return (
    <div className={classes.incomparable}>
      <p>{t(`refusals.${diff.refusal ?? "binary"}`, { limit })}</p>
      {sides.map(({ label, revision, side }) =>
        side === null ? null : (
          <Button
            key={label}
            component="a"
            variant="default"
            size="xs"
            href={contentHref(address, { revision, path: side.path, isDownload: true })}
          >
            {label} · {formatBytes(side.sizeBytes, i18n.language)}
          </Button>
        ),
      )}
    </div>
  );
}
