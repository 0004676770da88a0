import { useTranslation } from "react-i18next";
import { useChange } from "../app/gallery.ts";
import { toast, useProblemToast } from "../ui/toast.ts";
import { STALE_AFTER_SUBSCRIBING } from "./stale-after-subscribing.ts";

/** DIS-6: takes a cancelled subscription up again. */
export function useRetrieve() {
  const { t } = useTranslation("subscriptions");
  const onError = useProblemToast();
  const change = useChange("subscriptions.retrieve-subscription", {
    stale: STALE_AFTER_SUBSCRIBING,
    onSuccess: () => toast(t("retrieved")),
  });
  return {
    isPending: change.isPending,
    run: (id: string) => change.mutate({ params: { id } }, { onError }),
  };
}
