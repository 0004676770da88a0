import type { Address } from "#contract/fields.ts";
import { useChange } from "../../app/gallery.ts";
import { useProblemToast } from "../../ui/toast.ts";

/** What one may do with a transfer of a list. */
export type TransferMoves = {
  cancel: (id: string, onDone: () => void) => void;
  retry: (id: string) => void;
  isRunning: boolean;
};

export function useImportMoves(address: Address): TransferMoves {
  const onError = useProblemToast();
  const stale = ["repositories.list-imports"] as const;
  const cancel = useChange("repositories.cancel-import", { stale });
  const retry = useChange("repositories.retry-import", { stale });
  return {
    cancel: (id, onDone) =>
      cancel.mutate({ params: { ...address, id } }, { onError, onSettled: onDone }),
    retry: (id) => retry.mutate({ params: { ...address, id } }, { onError }),
    isRunning: cancel.isPending || retry.isPending,
  };
}

export function useDeliveryMoves(): TransferMoves {
  const onError = useProblemToast();
  const stale = ["repositories.list-deliveries"] as const;
  const cancel = useChange("repositories.cancel-delivery", { stale });
  const retry = useChange("repositories.retry-delivery", { stale });
  return {
    cancel: (id, onDone) => cancel.mutate({ params: { id } }, { onError, onSettled: onDone }),
    retry: (id) => retry.mutate({ params: { id } }, { onError }),
    isRunning: cancel.isPending || retry.isPending,
  };
}
