import { Alert } from "@mantine/core";
import { IconClock, IconClockX, IconLockOpen, IconLockX } from "@tabler/icons-react";
import { Trans, useTranslation } from "react-i18next";
import type { OwnAccessRequest } from "#contract/assets/gate.ts";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "./gate.module.css";

type RequestStateProps = {
  request: OwnAccessRequest;
  owner: string;
  /** The form to ask again stands below. */
  mayAsk: boolean;
};

const LOOKS = {
  pending: { color: "accent", Icon: IconClock },
  accepted: { color: "accent", Icon: IconLockOpen },
  rejected: { color: "red", Icon: IconLockX },
  expired: { color: "yellow", Icon: IconClockX },
} as const;

/** What has become of one's own request, and what one can do now. */
export function RequestState({ request, owner, mayAsk }: RequestStateProps) {
  const { t } = useTranslation("gate");
  const { status, rejectionReason, askAgainAt } = request;
  const { color, Icon } = LOOKS[status];
  return (
    <Alert color={color} variant="light" icon={<Icon size={18} />} title={t(`own.${status}.title`)}>
      <Trans
        t={t}
        i18nKey={`own.${status}.text`}
        values={{ owner }}
        components={{ time: <RelativeTime value={momentOf(request)} /> }}
      />
      {rejectionReason === null ? null : <p className={classes.reason}>{rejectionReason}</p>}
      {mayAsk ? <p className={classes.reason}>{t("own.mayAsk")}</p> : null}
      {!mayAsk && askAgainAt !== null ? (
        <p className={classes.reason}>
          <Trans
            t={t}
            i18nKey="own.mayAskFrom"
            components={{ time: <RelativeTime value={askAgainAt} /> }}
          />
        </p>
      ) : null}
    </Alert>
  );
}

/** Since when it is as it is. */
function momentOf({ status, requestedAt, decidedAt, validUntil }: OwnAccessRequest): string {
  if (status === "pending") return requestedAt;
  return (status === "expired" ? validUntil : decidedAt) ?? requestedAt;
}
