import { useTranslation } from "react-i18next";
import classes from "./code-block.module.css";
import { CopyButton } from "./copy-button.tsx";

/** Commands or code to copy. */
export function CodeBlock({ code }: { code: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.block}>
      <pre>
        <code>{code}</code>
      </pre>
      <div className={classes.copy}>
        <CopyButton value={code} label={t("copyCode")} />
      </div>
    </div>
  );
}
