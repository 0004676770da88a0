import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { IconCheck, IconPencil, IconShare } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { assetHref } from "../../../app/addresses.ts";
import { useChange } from "../../../app/gallery.ts";
import { addressOf } from "../../../assets/asset/use-asset.ts";
import { FavouriteButton } from "../../../assets/favourite-button.tsx";
import { useProblemToast } from "../../../ui/toast.ts";
import { DeleteArticle } from "./delete-article.tsx";
import { LikeButton } from "./like-button.tsx";
import classes from "./page.module.css";

/** What a reader may do, and below it what the author may. */
export function ArticleActions({ asset }: { asset: Asset }) {
  return (
    <div className={classes.actions}>
      <LikeButton asset={asset} />
      <FavouriteButton asset={asset} />
      <ShareButton asset={asset} />
      {asset.abilities.manage ? (
        <span className={classes.own}>
          <EditButton asset={asset} />
          <DeleteArticle asset={asset} />
        </span>
      ) : null}
    </div>
  );
}

function ShareButton({ asset }: { asset: Asset }) {
  const { t } = useTranslation(["articles", "app"]);
  const clipboard = useClipboard({ timeout: 1500 });
  const address = `${location.origin}${assetHref(addressOf(asset))}`;
  const Icon = clipboard.copied ? IconCheck : IconShare;
  return (
    <Button
      variant="default"
      leftSection={<Icon size={16} />}
      onClick={() => clipboard.copy(address)}
    >
      {clipboard.copied ? t("app:copied") : t("page.share")}
    </Button>
  );
}

/** Edits go into a draft: what is published stays as it is until they are published too. */
function EditButton({ asset }: { asset: Asset }) {
  const { t } = useTranslation("articles");
  const navigate = useNavigate();
  const onProblem = useProblemToast();
  const { owner, name } = addressOf(asset);
  const begin = useChange("community.create-article-draft", {
    stale: ["community.list-article-drafts"],
    onSuccess: ({ id }) => navigate({ href: `/new/article/${id}` }),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconPencil size={16} />}
      loading={begin.isPending}
      onClick={() => begin.mutate({ body: { article: { owner, name } } }, { onError: onProblem })}
    >
      {t("page.edit")}
    </Button>
  );
}
