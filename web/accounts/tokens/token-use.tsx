import { useTranslation } from "react-i18next";
import { useSite } from "../../app/session.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import classes from "../settings/settings.module.css";

/** How the clients that people have already take a token of ours. */
export function TokenUse({ secret = "hf_og…" }: { secret?: string }) {
  const { t } = useTranslation("accounts");
  const url = useSite()?.url ?? globalThis.location.origin;
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{t("tokens.use")}</h2>
      <p className={classes.sectionText}>{t("tokens.useText")}</p>
      <CodeBlock code={`export HF_ENDPOINT=${url}\nexport HF_TOKEN=${secret}`} />
    </section>
  );
}
