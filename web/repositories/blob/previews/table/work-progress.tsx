import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TableProgress } from "#contract/repositories/table.ts";
import { formatBytes } from "../../../../ui/format.ts";
import classes from "./table.module.css";

/** How far the work is that comes before an answer. */
export function WorkProgress({ progress }: { progress: TableProgress }) {
  const { t, i18n } = useTranslation("previews-table");
  const { step, done, total } = progress;
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
  const size = (bytes: number) => formatBytes(bytes, i18n.language);
  return (
    <output className={classes.working}>
      <strong>{t(`working.${step}`)}</strong>
      <Progress
        value={total === 0 ? 100 : percent}
        animated={total === 0}
        w="100%"
        aria-label={t(`working.${step}`)}
      />
      <span className={classes.quiet}>
        {total === 0
          ? t("working.waiting")
          : step === "preparing"
            ? t("working.bytes", { done: size(done), total: size(total), percent })
            : t("working.percent", { percent })}
      </span>
      <span className={classes.quiet}>{t("working.text")}</span>
    </output>
  );
}
