import { useTranslation } from "react-i18next";
import { Comments } from "../../community/comments/comments.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { useAsset } from "./use-asset.ts";

/** DIS-4, COM-1: what people say about the asset. */
export function CommentsPage() {
  const { t } = useTranslation("asset-page");
  const asset = useAsset();
  usePageTitle(t("comments.titleOf", { name: asset.fullName }));
  return <Comments asset={asset} />;
}
