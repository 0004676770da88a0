import { Button, Group, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { AccessRequest } from "#contract/assets/gate.ts";
import { useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast, useProblemToast } from "../../ui/toast.ts";
import { addressOf } from "../asset/use-asset.ts";

const REASON_MAX = 2000;
/** The most that one call decides on. */
const BATCH = 100;

/** The same decision on all that were chosen. Those that somebody else has decided stay so. */
export function BulkDecision({ asset, requests }: { asset: Asset; requests: AccessRequest[] }) {
  const { t } = useTranslation("gate");
  const [isRejecting, dialog] = useDisclosure(false);
  const [reason, setReason] = useState("");
  const onError = useProblemToast();
  const decide = useChange("assets.decide-access-of-many", {
    stale: ["assets.list-access-requests", "assets.list-waiting-access-requests"],
    onSuccess: ({ outcomes }) => {
      const decided = outcomes.filter(({ outcome }) => outcome === "decided").length;
      const others = outcomes.length - decided;
      toast(t(others === 0 ? "bulk.done" : "bulk.doneInPart", { decided, others }));
      dialog.close();
    },
  });
  const body = {
    requests: requests.slice(0, BATCH).map(({ id, status }) => ({ id, expected: status })),
  };
  const params = addressOf(asset);
  const number = body.requests.length;
  return (
    <Group gap="sm">
      <Button
        size="xs"
        loading={decide.isPending}
        onClick={() =>
          decide.mutate({ params, body: { ...body, status: "accepted" } }, { onError })
        }
      >
        {t("bulk.accept", { number })}
      </Button>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t("bulk.reject", { number })}
      </Button>
      <ConfirmDialog
        isOpen={isRejecting}
        onClose={dialog.close}
        title={t("bulk.rejectTitle", { number })}
        action={t("bulk.reject", { number })}
        isDangerous
        isRunning={decide.isPending}
        error={decide.error}
        onConfirm={() => decide.mutate({ params, body: { ...body, status: "rejected", reason } })}
      >
        {t("requests.rejectText")}
        <Textarea
          mt="md"
          label={t("requests.rejectReason")}
          autosize
          minRows={2}
          maxLength={REASON_MAX}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </ConfirmDialog>
    </Group>
  );
}
