import { Badge, Button, Switch } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRosetteDiscountCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AdministeredAccount } from "#contract/accounts/administration-endpoints.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { useChange } from "../../app/gallery.ts";
import { useAccount } from "../../app/session.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { NamespaceAvatar } from "../../ui/namespace-avatar.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { toast, useProblemToast } from "../../ui/toast.ts";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "../console.module.css";
import { AccountMenu } from "./account-menu.tsx";

const STALE = ["accounts.list-accounts"] as const;

/** One account, with what an operator may do about it; oneself is left alone. */
export function AccountRow({ account }: { account: AdministeredAccount }) {
  const { t } = useTranslation("console");
  const viewer = useAccount();
  const { name, nickname, email, state, createdAt } = account;
  const isOther = viewer?.id !== account.id && state !== "deleted";
  return (
    <li className={classes.row}>
      <NamespaceAvatar namespace={account} size={36} />
      <div className={classes.rowWords}>
        <span className={classes.rowTitle}>
          <PageLink href={namespaceHref(name)}>{nickname || name}</PageLink>
          {state === "active" ? null : (
            <Badge variant="light" color={state === "suspended" ? "red" : "gray"}>
              {t(`accounts.states.${state}`)}
            </Badge>
          )}
        </span>
        <span className={classes.facts}>
          {nickname === "" ? null : <span>{name}</span>}
          {state === "deleted" ? null : <span>{email}</span>}
          <IdentityFact account={account} />
          <span>
            {t("accounts.joined")} <RelativeTime value={createdAt} />
          </span>
        </span>
      </div>
      <div className={classes.actions}>
        <AdministratorSwitch account={account} isOther={isOther} />
        {isOther ? <StateButton account={account} /> : null}
        {state === "deleted" ? null : <AccountMenu account={account} isOther={isOther} />}
      </div>
    </li>
  );
}

function IdentityFact({ account }: { account: AdministeredAccount }) {
  const { t } = useTranslation("account-life");
  const { identityVerifiedAt, identitySource: source } = account;
  if (identityVerifiedAt === null) return null;
  return (
    <span className={classes.verified}>
      <IconRosetteDiscountCheck size={15} aria-hidden="true" />
      {source ? t("console.verifiedBy", { source }) : t("console.verified")}
    </span>
  );
}

type AdministratorSwitchProps = { account: AdministeredAccount; isOther: boolean };

function AdministratorSwitch({ account: { name, isAdmin }, isOther }: AdministratorSwitchProps) {
  const { t } = useTranslation("console");
  const onError = useProblemToast();
  const change = useChange("accounts.set-administrator", { stale: STALE });
  return (
    <Switch
      label={t("accounts.administrator")}
      aria-label={t("accounts.administratorOf", { name })}
      checked={change.isPending ? change.variables.body.isAdmin : isAdmin}
      disabled={!isOther || change.isPending}
      onChange={(event) =>
        change.mutate(
          { params: { account: name }, body: { isAdmin: event.currentTarget.checked } },
          { onError },
        )
      }
    />
  );
}

function StateButton({ account: { name, state } }: { account: AdministeredAccount }) {
  const { t } = useTranslation("console");
  const [isOpen, dialog] = useDisclosure(false);
  const change = useChange("accounts.set-account-state", {
    stale: STALE,
    onSuccess: () => {
      toast(t(state === "active" ? "accounts.suspended" : "accounts.restored", { name }));
      dialog.close();
    },
  });
  const set = (next: "active" | "suspended") =>
    change.mutate({ params: { account: name }, body: { state: next } });
  if (state === "suspended") {
    return (
      <Button variant="default" size="xs" loading={change.isPending} onClick={() => set("active")}>
        {t("accounts.restore")}
      </Button>
    );
  }
  return (
    <>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {t("accounts.suspend")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("accounts.suspend")}
        action={t("accounts.suspendAction", { name })}
        isDangerous
        isRunning={change.isPending}
        error={change.error}
        onConfirm={() => set("suspended")}
      >
        {t("accounts.suspendText", { name })}
      </ConfirmDialog>
    </>
  );
}
