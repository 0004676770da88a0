import { Skeleton } from "@mantine/core";
import { IconArticle, IconExternalLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { usePageTitle } from "../../../ui/page.tsx";
import classes from "../asset-pages.module.css";
import { useAsset } from "../use-asset.ts";
import type { Paper } from "./papers-of.ts";
import { usePapers } from "./use-papers.ts";

/** DIS-4: the papers that tell how the asset was made. */
export function PaperPage() {
  const { t } = useTranslation("asset-page");
  const asset = useAsset();
  usePageTitle(t("paper.titleOf", { name: asset.fullName }));
  const { papers, error, refetch } = usePapers(asset);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!papers) return <Skeleton height={120} radius="lg" />;
  if (papers.length === 0) return <EmptyState title={t("paper.none")} icon={IconArticle} />;
  return (
    <section className={classes.page}>
      <h2 className={classes.title}>{t("paper.title", { count: papers.length })}</h2>
      <ul className={classes.boxes}>
        {papers.map((paper) => (
          <li key={`${paper.title} ${paper.link}`} className={classes.box}>
            <PaperEntry paper={paper} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PaperEntry({ paper: { title, link } }: { paper: Paper }) {
  const { t } = useTranslation("asset-page");
  if (link === null) return <h3 className={classes.boxTitle}>{title}</h3>;
  return (
    <>
      <h3 className={classes.boxTitle}>
        <a href={link} target="_blank" rel="noopener noreferrer nofollow" className={classes.link}>
          {title} <IconExternalLink size={15} aria-hidden="true" />
        </a>
      </h3>
      <p className={classes.quiet}>
        <span className={classes.address}>{link}</span>
        <CopyButton value={link} label={t("paper.copy")} />
      </p>
    </>
  );
}
