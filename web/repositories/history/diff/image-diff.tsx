import { useTranslation } from "react-i18next";
import type { FileDiff } from "#contract/repositories/diff-comparison.ts";
import { contentHref } from "../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { Bytes } from "../../../ui/values.tsx";
import classes from "./diff.module.css";

/** Two pictures beside each other. */
export function ImageDiff({ diff }: { diff: FileDiff }) {
  const { before, after, commit, baseCommit } = diff;
  return (
    <div className={classes.images}>
      {before ? <Side side={before} revision={baseCommit} which="before" /> : null}
      {after ? <Side side={after} revision={commit} which="after" /> : null}
    </div>
  );
}

type SideProps = {
  side: NonNullable<FileDiff["before"]>;
  revision: string;
  which: "before" | "after";
};

function Side({ side, revision, which }: SideProps) {
  const { t } = useTranslation("diff");
  const address = addressOf(useAsset());
  const label = t(which);
  return (
    <figure className={classes.image} data-which={which}>
      <img src={contentHref(address, { revision, path: side.path })} alt={label} loading="lazy" />
      <figcaption>
        {label} · <Bytes value={side.sizeBytes} />
      </figcaption>
    </figure>
  );
}
