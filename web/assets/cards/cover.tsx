import { type CSSProperties, useState } from "react";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { COVER } from "#contract/assets/cover.ts";
import colours from "../../ui/kind-colours.module.css";
import { KIND_ICONS } from "../../ui/kinds.ts";
import classes from "./cover.module.css";

type CoverProps = { asset: Pick<AssetSummary, "id" | "kind" | "coverUrl"> };

/**
 * PUB-9: the picture of an asset, or one of its kind where it has none. Its place has the shape of
 * a cover before anything has arrived. Says nothing: the name stands beside it.
 */
export function Cover({ asset }: CoverProps) {
  const [failed, setFailed] = useState<string | null>(null);
  const { coverUrl } = asset;
  return (
    <span className={classes.frame}>
      {coverUrl === null || coverUrl === failed ? (
        <KindCover asset={asset} />
      ) : (
        <img
          className={classes.picture}
          src={coverUrl}
          alt=""
          width={COVER.width}
          height={COVER.height}
          loading="lazy"
          decoding="async"
          onError={() => setFailed(coverUrl)}
        />
      )}
    </span>
  );
}

/** In the colour of the kind, turned by the id: one beside the other they are not all the same. */
function KindCover({ asset: { id, kind } }: CoverProps) {
  const KindIcon = KIND_ICONS[kind];
  const turn = { "--turn": `${turnOf(id)}deg` } as CSSProperties;
  return (
    <span className={`${colours.kind} ${classes.drawn}`} data-kind={kind} style={turn}>
      <KindIcon className={classes.icon} stroke={1.2} aria-hidden="true" />
    </span>
  );
}

/** Between 0 and 359, the same for one id always. */
function turnOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return sum;
}
