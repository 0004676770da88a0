import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** What is said before files are sent to a bucket. */
export function DeliveryWarning() {
  const { t } = useTranslation("buckets");
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />}>
      {t("overwrites")} {t("encryptedRefused")}
    </Alert>
  );
}
