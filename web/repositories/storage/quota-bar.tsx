import { useTranslation } from "react-i18next";
import type { OwnerStorage } from "#contract/repositories/storage.ts";
import { formatBytes } from "../../ui/format.ts";
import classes from "./storage.module.css";

/** What an owner uses, split by what it is, against its quota when it has one. */
export function QuotaBar({ storage }: { storage: OwnerStorage }) {
  const { t, i18n } = useTranslation("storage");
  const show = (bytes: number) => formatBytes(bytes, i18n.language);
  const { usedBytes, contentBytes, gitBytes, quotaBytes, underWay } = storage;
  const whole = Math.max(quotaBytes ?? 0, usedBytes + underWay.sizeBytes, 1);
  const parts = [
    { key: "large", bytes: contentBytes, label: t("large") },
    { key: "small", bytes: gitBytes, label: t("small") },
    ...(underWay.sizeBytes > 0
      ? [{ key: "underWay", bytes: underWay.sizeBytes, label: t("underWay") }]
      : []),
  ];
  const used =
    quotaBytes === null
      ? t("used", { used: show(usedBytes) })
      : t("usedOf", { used: show(usedBytes), quota: show(quotaBytes) });
  const left = (quotaBytes ?? 0) - usedBytes;
  const rest =
    quotaBytes === null
      ? t("unlimited")
      : left >= 0
        ? t("left", { left: show(left) })
        : t("over", { over: show(-left) });
  return (
    <div>
      <div className={classes.barWords}>
        <strong>{used}</strong>
        <span className={classes.quiet}>{rest}</span>
      </div>
      <div
        className={classes.bar}
        aria-hidden="true"
        data-over={(quotaBytes !== null && usedBytes > quotaBytes) || undefined}
      >
        {parts.map(({ key, bytes }) => (
          <span key={key} data-part={key} style={{ width: `${(100 * bytes) / whole}%` }} />
        ))}
      </div>
      <ul className={classes.legend}>
        {parts.map(({ key, bytes, label }) => (
          <li key={key} data-part={key}>
            {label} <span className={classes.quiet}>{show(bytes)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
