import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isProblem, type Problem } from "#contract/problems.ts";
import type { Asset, Card } from "#contract/assets/asset.ts";
import type { CommitReceipt } from "#contract/repositories/repository.ts";
import { callGallery } from "../../app/gallery.ts";
import { addressOf } from "../asset/use-asset.ts";

export type SaveOptions = { source: string; isForced: boolean };

/**
 * Commits README.md on top of the head that the editor saw. Where others have committed since but
 * left the card as it was, there is no conflict and it goes on top of theirs.
 */
export function useSaveCard(asset: Asset, card: Card, onSaved: () => Promise<void>) {
  const queryClient = useQueryClient();
  const params = addressOf(asset);
  const write = (source: string, head: string | null) =>
    callGallery("assets.edit-card", {
      params,
      body: { source, ...(head === null ? {} : { expectedHead: head }) },
    });
  return useMutation<CommitReceipt, Problem, SaveOptions>({
    mutationFn: async ({ source, isForced }) => {
      try {
        return await write(source, isForced ? null : card.commit);
      } catch (error) {
        if (!isProblem(error, "parent-stale")) throw error;
        const theirs = await callGallery("assets.get-card", { params });
        if (theirs.source !== card.source) throw error;
        return write(source, theirs.commit);
      }
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      await onSaved();
    },
  });
}
