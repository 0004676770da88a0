import { Button, Tooltip } from "@mantine/core";
import { IconCalendarCheck, IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCall, useChange } from "../../app/gallery.ts";
import { toast, useProblemToast } from "../../ui/toast.ts";

/** ACC-8: once a day of one's own time zone. */
export function CheckInButton() {
  const { t } = useTranslation("account-life");
  const { data } = useCall("accounts.get-growth");
  const onError = useProblemToast();
  const checkIn = useChange("accounts.check-in", {
    stale: ["accounts.get-growth", "accounts.list-growth", "accounts.get-profile"],
    onSuccess: ({ growth }) => toast(t("checkIn.toast", { growth })),
  });
  if (!data) return null;
  const { hasCheckedIn, checkInPoints, timeZone } = data;
  const Icon = hasCheckedIn ? IconCheck : IconCalendarCheck;
  return (
    <Tooltip label={t("checkIn.nextDay", { zone: timeZone })}>
      <Button
        variant="default"
        leftSection={<Icon size={16} aria-hidden="true" />}
        loading={checkIn.isPending}
        {...(hasCheckedIn && { "data-disabled": true })}
        aria-disabled={hasCheckedIn}
        onClick={() => {
          if (!hasCheckedIn) checkIn.mutate(undefined, { onError });
        }}
      >
        {hasCheckedIn
          ? t("checkIn.done")
          : checkInPoints === 0
            ? t("checkIn.action")
            : t("checkIn.actionPoints", { points: checkInPoints })}
      </Button>
    </Tooltip>
  );
}
