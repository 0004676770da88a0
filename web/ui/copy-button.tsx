import { ActionIcon, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** Copies `value`, or what it gives when asked; `label` says what is copied, e.g. "Copy the full name". */
export function CopyButton({ value, label }: { value: string | (() => string); label: string }) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 1500 });
  const said = clipboard.copied ? t("copied") : label;
  return (
    <Tooltip label={said}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={said}
        onClick={() => clipboard.copy(typeof value === "string" ? value : value())}
      >
        {clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}
