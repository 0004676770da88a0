import { useTranslation } from "react-i18next";
import type { AssetKind } from "#contract/kinds.ts";
import classes from "./kind-badge.module.css";
import colours from "./kind-colours.module.css";
import { KIND_ICONS } from "./kinds.ts";

type KindBadgeProps = { kind: AssetKind; size?: number; withLabel?: boolean };

/** Icon and word of a kind in its colour. */
export function KindBadge({ kind, size = 16, withLabel = true }: KindBadgeProps) {
  const { t } = useTranslation();
  const Icon = KIND_ICONS[kind];
  const name = t(`kinds.${kind}`);
  return (
    <span
      className={`${colours.kind} ${classes.badge}`}
      data-kind={kind}
      {...(withLabel ? {} : { role: "img", "aria-label": name })}
    >
      <Icon size={size} stroke={1.7} aria-hidden="true" />
      {withLabel ? name : null}
    </span>
  );
}
