import { Skeleton } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCall } from "../../../app/gallery.ts";
import { ErrorState } from "../../../ui/error-state.tsx";
import { Page, usePageTitle } from "../../../ui/page.tsx";
import { ArticleEditor } from "./article-editor.tsx";

/** COM-3: the editor of one draft. */
export function ArticleEditorPage() {
  const { t } = useTranslation("articles");
  const { draft = "" } = useParams({ strict: false }) as { draft?: string };
  const { data, error, refetch } = useCall("community.get-article-draft", { params: { draft } });
  usePageTitle(data?.title || t("editor.title"));
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Page>{data ? <ArticleEditor key={data.id} draft={data} /> : <Skeleton height="70vh" />}</Page>
  );
}
