import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Token } from "#contract/accounts/credentials.ts";
import { useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { useNow } from "../../ui/use-now.ts";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "../settings/settings.module.css";

/** What is known of a token: never its secret. */
export function TokenRow({ token }: { token: Token }) {
  const { t } = useTranslation("accounts");
  const [isOpen, dialog] = useDisclosure(false);
  const revoke = useChange("accounts.revoke-token", {
    stale: ["accounts.list-tokens"],
    onSuccess: () => toast(t("tokens.revoked", { name: token.name })),
  });
  return (
    <li className={classes.row}>
      <div className={classes.rowWords}>
        <div className={classes.rowTitle}>
          {token.name}
          <Badge variant="light" color={token.scope === "read" ? "gray" : "accent"}>
            {t(`scopes.${token.scope}`)}
          </Badge>
          <Expiry expiresAt={token.expiresAt} />
        </div>
        <div className={classes.rowFacts}>
          <code>{token.hint}</code>
          <Use lastUsedAt={token.lastUsedAt} />
          <span>
            {t("created")} <RelativeTime value={token.createdAt} />
          </span>
        </div>
        {token.repositories.length > 0 ? (
          <div className={classes.rowFacts}>
            {token.repositories.map(({ kind, owner, name, right }) => (
              <span key={`${kind}/${owner}/${name}`}>
                {owner}/{name} · {t(`rights.${right}`)}
              </span>
            ))}
          </div>
        ) : null}
      </div>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {t("tokens.revoke")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("tokens.revoke")}
        action={t("tokens.revokeAction", { name: token.name })}
        isDangerous
        isRunning={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate({ params: { id: token.id } })}
      >
        {t("tokens.revokeText", { name: token.name })}
      </ConfirmDialog>
    </li>
  );
}

/** When a credential was used last. */
export function Use({ lastUsedAt }: { lastUsedAt: string | null }) {
  const { t } = useTranslation("accounts");
  if (lastUsedAt === null) return <span>{t("neverUsed")}</span>;
  return (
    <span>
      {t("lastUsed")} <RelativeTime value={lastUsedAt} />
    </span>
  );
}

function Expiry({ expiresAt }: { expiresAt: string | null }) {
  const { t, i18n } = useTranslation("accounts");
  const now = useNow();
  if (expiresAt === null) return null;
  const isOver = Date.parse(expiresAt) <= now;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium" });
  return (
    <Badge variant="light" color={isOver ? "red" : "gray"}>
      {t(isOver ? "tokens.expired" : "tokens.expires", {
        day: day.format(Date.parse(expiresAt)),
      })}
    </Badge>
  );
}
