import { Button, Input } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./secret-value.module.css";

/** A secret that is shown this once, whole and ready to copy. */
export function SecretValue({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <Input.Wrapper label={label} labelElement="div">
      <div className={classes.secret}>
        <code className={classes.value}>{value}</code>
        <Button
          size="xs"
          variant="light"
          leftSection={clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={() => clipboard.copy(value)}
        >
          {clipboard.copied ? t("copied") : t("copyCode")}
        </Button>
      </div>
    </Input.Wrapper>
  );
}
