import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { IconThumbUp, IconThumbUpFilled } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AssetComment } from "#contract/community/comment.ts";
import type { Problem } from "#contract/problems.ts";
import { callGallery } from "../../app/gallery.ts";
import { formatCount } from "../../ui/format.ts";
import { useProblemToast } from "../../ui/toast.ts";
import { useCommentsPlace } from "./use-comments-place.ts";
import { useLoginHref } from "./use-login-href.ts";

type Liking = Pick<AssetComment, "isLiked" | "likeCount">;

/** On and off at once; taken back when the server refuses. Visitors are sent to sign in. */
export function LikeButton({ comment }: { comment: AssetComment }) {
  const { t, i18n } = useTranslation("comments");
  const navigate = useNavigate();
  const loginHref = useLoginHref(comment.id);
  const { liking, toggle } = useLiking(comment);
  const Icon = liking.isLiked ? IconThumbUpFilled : IconThumbUp;
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color={liking.isLiked ? "accent" : "gray"}
      leftSection={<Icon size={15} />}
      aria-pressed={liking.isLiked}
      aria-label={t(liking.isLiked ? "unlike" : "like", { number: liking.likeCount })}
      onClick={() => {
        if (loginHref === null) toggle();
        else void navigate({ href: loginHref });
      }}
    >
      {liking.likeCount === 0 ? t("likeShort") : formatCount(liking.likeCount, i18n.language)}
    </Button>
  );
}

/** What the list says, unless this reader has done something since. */
function useLiking(comment: AssetComment): { liking: Liking; toggle: () => void } {
  const params = { ...useCommentsPlace(), comment: comment.id };
  const onProblem = useProblemToast();
  const [done, setDone] = useState<{ since: AssetComment; liking: Liking } | null>(null);
  const liking = done?.since === comment ? done.liking : comment;
  const { mutate } = useMutation<Liking, Problem, boolean>({
    // Of quick clicks the last one is also the last that the server hears.
    scope: { id: `like ${comment.id}` },
    mutationFn: (isLiked) =>
      callGallery(isLiked ? "community.like-asset-comment" : "community.unlike-asset-comment", {
        params,
      }),
    onMutate: (isLiked) => {
      const likeCount = liking.likeCount + (isLiked ? 1 : -1);
      setDone({ since: comment, liking: { isLiked, likeCount } });
    },
    onSuccess: (answer, isLiked) => {
      // An answer to an earlier click does not turn a later one back.
      setDone((now) =>
        now?.liking.isLiked === isLiked ? { since: comment, liking: answer } : now,
      );
    },
    onError: (error) => {
      setDone(null);
      onProblem(error);
    },
  });
  return { liking, toggle: () => mutate(!liking.isLiked) };
}
