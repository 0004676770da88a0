import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { IconThumbUp, IconThumbUpFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Likes } from "#contract/community/article.ts";
import type { Problem } from "#contract/problems.ts";
import { assetHref } from "../../../app/addresses.ts";
import { callGallery, callOptions, useCall } from "../../../app/gallery.ts";
import { useAccount } from "../../../app/session.ts";
import { addressOf } from "../../../assets/asset/use-asset.ts";
import { formatCount } from "../../../ui/format.ts";
import { useProblemToast } from "../../../ui/toast.ts";

const NONE: Likes = { likes: 0, isLiked: false };

/** COM-3: on and off at once; taken back when the server refuses. Visitors are sent to sign in. */
export function LikeButton({ asset }: { asset: Asset }) {
  const { t, i18n } = useTranslation("articles");
  const navigate = useNavigate();
  const account = useAccount();
  const { data = NONE } = useCall("community.get-likes", { params: addressOf(asset) });
  const toggle = useToggle(asset);
  const Icon = data.isLiked ? IconThumbUpFilled : IconThumbUp;
  const click = () => {
    if (account) toggle(!data.isLiked);
    else {
      const next = encodeURIComponent(assetHref(addressOf(asset)));
      void navigate({ href: `/login?next=${next}` });
    }
  };
  return (
    <Button
      variant={data.isLiked ? "light" : "default"}
      leftSection={<Icon size={16} />}
      aria-pressed={data.isLiked}
      aria-label={data.isLiked ? t("page.unlike") : t("page.like")}
      onClick={click}
    >
      {formatCount(data.likes, i18n.language)}
    </Button>
  );
}

function useToggle(asset: Asset): (isLiked: boolean) => void {
  const queryClient = useQueryClient();
  const onProblem = useProblemToast();
  const params = addressOf(asset);
  const { queryKey } = callOptions("community.get-likes", { params });
  const { mutate } = useMutation<Likes, Problem, boolean, Likes | undefined>({
    mutationFn: (isLiked) =>
      callGallery(isLiked ? "community.add-like" : "community.remove-like", { params }),
    onMutate: async (isLiked) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData<Likes>(queryKey);
      const { likes } = before ?? NONE;
      queryClient.setQueryData<Likes>(queryKey, {
        isLiked,
        likes: Math.max(0, likes + (isLiked ? 1 : -1)),
      });
      return before;
    },
    onSuccess: (likes) => queryClient.setQueryData(queryKey, likes),
    onError: (error, _isLiked, before) => {
      queryClient.setQueryData(queryKey, before);
      onProblem(error);
    },
  });
  return mutate;
}
