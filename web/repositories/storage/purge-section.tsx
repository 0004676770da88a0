import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { useListCall } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { LoadMore } from "../../ui/load-more.tsx";
import { Bytes, RelativeTime } from "../../ui/values.tsx";
import { PurgeHistoryDialog, PurgePathsDialog } from "./purge-dialog.tsx";
import classes from "./storage.module.css";

/** REP-7: an owner's own action, which says first what it will make unreadable. */
export function PurgeSection() {
  const { t } = useTranslation("storage");
  const [isHistory, history] = useDisclosure(false);
  const [isPaths, paths] = useDisclosure(false);
  return (
    <section className={classes.section} data-danger>
      <h2 className={classes.title}>{t("purgeTitle")}</h2>
      <p className={classes.text}>{t("purgeText")}</p>
      <div className={classes.buttons}>
        <Button variant="outline" color="red.8" c="var(--negative-ink)" onClick={history.open}>
          {t("purgeHistory")}
        </Button>
        <Button variant="outline" color="red.8" c="var(--negative-ink)" onClick={paths.open}>
          {t("purgePaths")}
        </Button>
      </div>
      <PurgeHistoryDialog isOpen={isHistory} onClose={history.close} />
      <PurgePathsDialog isOpen={isPaths} onClose={paths.close} />
      <Purges />
    </section>
  );
}

function Purges() {
  const { t } = useTranslation("storage");
  const params = addressOf(useAsset());
  const purges = useListCall("repositories.list-purges", { params });
  const shown = purges.data?.pages.flatMap((page) => page.items) ?? [];
  if (shown.length === 0) return null;
  return (
    <>
      <h3 className={classes.title}>{t("purges")}</h3>
      <ul className={classes.rows}>
        {shown.map((purge) => (
          <li key={purge.id} className={classes.row}>
            <span className={classes.rowName}>
              {purge.kind === "history" ? t("purgeOfHistory") : purge.paths.join(", ")}
            </span>
            <span className={classes.quiet}>
              {t("purgeFiles", { count: purge.files })} · {purge.by?.name}
            </span>
            <span className={classes.quiet}>
              <RelativeTime value={purge.createdAt} />
            </span>
            <span className={classes.rowSize}>
              <Bytes value={purge.sizeBytes} />
            </span>
          </li>
        ))}
      </ul>
      <LoadMore {...purges} />
    </>
  );
}
