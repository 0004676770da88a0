import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { toast, useProblemToast } from "../../ui/toast.ts";
import { STALE_AFTER_WRITING } from "../stale-answers.ts";
import { useThreadAddress } from "../thread/use-thread.ts";

/** A draft becomes one that can be merged. */
export function ReadyButton() {
  const { t } = useTranslation("community");
  const params = useThreadAddress();
  const onError = useProblemToast();
  const ready = useChange("community.change-discussion-status", {
    stale: STALE_AFTER_WRITING,
    onSuccess: () => toast(t("thread.readyDone")),
  });
  return (
    <Button
      loading={ready.isPending}
      onClick={() => ready.mutate({ params, body: { status: "open" } }, { onError })}
    >
      {t("thread.ready")}
    </Button>
  );
}
