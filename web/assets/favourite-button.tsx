import { Button, VisuallyHidden } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { IconHeart, IconHeartFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Problem } from "#contract/problems.ts";
import { assetHref } from "../app/addresses.ts";
import { callGallery, callOptions } from "../app/gallery.ts";
import { useAccount } from "../app/session.ts";
import { formatCount } from "../ui/format.ts";
import { useProblemToast } from "../ui/toast.ts";
import { addressOf } from "./asset/use-asset.ts";

/** DIS-3: on and off at once; taken back when the server refuses. Visitors are sent to sign in. */
export function FavouriteButton({ asset }: { asset: Asset }) {
  const { t, i18n } = useTranslation("assets");
  const navigate = useNavigate();
  const account = useAccount();
  const toggle = useToggle(asset);
  const Icon = asset.isFavourite ? IconHeartFilled : IconHeart;
  const click = () => {
    if (account) toggle(!asset.isFavourite);
    else {
      const next = encodeURIComponent(assetHref(addressOf(asset)));
      void navigate({ href: `/login?next=${next}` });
    }
  };
  return (
    <Button
      variant="default"
      leftSection={
        <Icon size={16} color={asset.isFavourite ? "var(--mantine-color-red-6)" : undefined} />
      }
      aria-pressed={asset.isFavourite}
      onClick={click}
    >
      <VisuallyHidden>
        {asset.isFavourite ? t("favourite.remove") : t("favourite.add")}
      </VisuallyHidden>{" "}
      {formatCount(asset.favourites, i18n.language)}
    </Button>
  );
}

function useToggle(asset: Asset): (isFavourite: boolean) => void {
  const queryClient = useQueryClient();
  const onProblem = useProblemToast();
  const params = addressOf(asset);
  const { queryKey } = callOptions("assets.get-asset", { params });
  const { mutate } = useMutation<void, Problem, boolean, { before: Asset | undefined }>({
    mutationFn: async (isFavourite) => {
      await callGallery(isFavourite ? "assets.add-favourite" : "assets.remove-favourite", {
        params,
      });
    },
    onMutate: async (isFavourite) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData<Asset>(queryKey);
      const favourites = asset.favourites + (isFavourite ? 1 : -1);
      queryClient.setQueryData<Asset>(queryKey, before && { ...before, isFavourite, favourites });
      return { before };
    },
    onError: (error, _isFavourite, kept) => {
      queryClient.setQueryData(queryKey, kept?.before);
      onProblem(error);
    },
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey });
      await queryClient.invalidateQueries({ queryKey: ["assets.list-favourites"] });
    },
  });
  return mutate;
}
