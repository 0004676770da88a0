import { useTranslation } from "react-i18next";
import type { Review } from "#contract/publishing/review.ts";
import { useCall } from "../../app/gallery.ts";
import { repositoryUrls } from "../../assets/asset/repository-urls.ts";
import { MarkdownLoading, MarkdownText } from "../../ui/markdown/markdown.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import listing from "../publishing.module.css";
import { addressOf } from "./address-of.ts";

/** The card, to be read beside the findings. */
export function ReviewCard({ review }: { review: Review }) {
  const { t } = useTranslation("review");
  const params = addressOf(review);
  const { data: card, error, refetch } = useCall("assets.get-card", { params });
  const commit = card?.commit ?? review.commit ?? "";
  return (
    <section className={listing.section}>
      <h2 className={listing.title}>{t("card")}</h2>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!card && !error ? <MarkdownLoading /> : null}
      {card ? (
        <MarkdownText
          source={card.body}
          {...repositoryUrls(params, { revision: commit, commit, folder: "" })}
        />
      ) : null}
    </section>
  );
}
