import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { problem } from "#contract/problems.ts";
import type { RepositoryStorage } from "#contract/repositories/storage.ts";
import { useCall } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { Bytes } from "../../ui/values.tsx";
import { PurgeSection } from "./purge-section.tsx";
import { QuotaBar } from "./quota-bar.tsx";
import { StoredFiles } from "./stored-files.tsx";
import classes from "./storage.module.css";

/** `/storage`: what a repository stores, for those who write to it; purging, for who manages it. */
export function StoragePage() {
  const { t } = useTranslation("storage");
  const asset = useAsset();
  usePageTitle(t("titleOf", { name: asset.fullName }));
  if (!asset.abilities.write) return <ErrorState error={problem("forbidden")} />;
  return (
    <div className={classes.sections}>
      <Overview />
      <StoredFiles />
      {asset.abilities.manage ? <PurgeSection /> : null}
    </div>
  );
}

function Overview() {
  const { t } = useTranslation("storage");
  const params = addressOf(useAsset());
  const { data, error, refetch } = useCall("repositories.get-storage", { params });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={220} radius="lg" />;
  const { owner } = data.owner;
  return (
    <>
      <section className={classes.section}>
        <h2 className={classes.title}>{t("title")}</h2>
        <Figures storage={data} />
      </section>
      <section className={classes.section}>
        <h2 className={classes.title}>{t("quotaOf", { owner: owner.nickname || owner.name })}</h2>
        <QuotaBar storage={data.owner} />
      </section>
    </>
  );
}

function Figures({ storage }: { storage: RepositoryStorage }) {
  const { t } = useTranslation("storage");
  const asset = useAsset();
  const { underWay } = storage;
  return (
    <>
      <dl className={classes.figures}>
        <dt>
          {t("current", { branch: asset.defaultBranch })} (
          {t("currentFiles", { count: storage.currentFiles })})
        </dt>
        <dd>
          <Bytes value={storage.currentBytes} />
        </dd>
        <dt>{t("history")}</dt>
        <dd>
          <Bytes value={storage.historyBytes} />
        </dd>
        <dt>{t("git")}</dt>
        <dd>
          <Bytes value={storage.gitBytes} />
        </dd>
        {underWay.uploads > 0 ? (
          <>
            <dt>
              {t("underWay")} ({t("uploads", { count: underWay.uploads })})
            </dt>
            <dd>
              <Bytes value={underWay.sizeBytes} />
            </dd>
          </>
        ) : null}
        <dt data-total>{t("frees")}</dt>
        <dd data-total>
          <Bytes value={storage.freedByDeletion} />
        </dd>
      </dl>
      {storage.soleBytes === 0 && storage.heldBytes > 0 ? (
        <p className={classes.text}>{t("freesNothing", { owner: asset.owner.name })}</p>
      ) : null}
    </>
  );
}
