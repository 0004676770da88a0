import { TextInput } from "@mantine/core";
import { IconFolder } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cleanFolder } from "../../paths.ts";

type FolderFieldProps = { folder: string; onChange: (folder: string) => void };

/** Where in the repository the files go; settled when the field is left. */
export function FolderField({ folder, onChange }: FolderFieldProps) {
  const { t } = useTranslation("uploads");
  const [typed, setTyped] = useState(folder);
  const settle = () => {
    setTyped(cleanFolder(typed));
    onChange(cleanFolder(typed));
  };
  return (
    <TextInput
      label={t("folder")}
      placeholder={t("root")}
      leftSection={<IconFolder size={16} />}
      value={typed}
      maxLength={1000}
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === "Enter") settle();
      }}
    />
  );
}
