import { Badge, Button, Select } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { OutputOf } from "#sdk/index.ts";
import { useChange } from "../../app/gallery.ts";
import { useAccount } from "../../app/session.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useProblemToast } from "../../ui/toast.ts";
import { PersonName } from "../people/person-name.tsx";
import classes from "../settings/settings.module.css";
import { STALE_AFTER_MEMBERS } from "./stale-after-members.ts";

type Member = OutputOf<"accounts.list-members">["items"][number];

const ROLES = ["owner", "maintainer", "member"] as const satisfies Member["role"][];

type MemberRowProps = { member: Member; organisation: string; mayManage: boolean };

export function MemberRow({ member, organisation, mayManage }: MemberRowProps) {
  const { t } = useTranslation("accounts");
  const isSelf = useAccount()?.name === member.name;
  const onError = useProblemToast();
  const [isOpen, dialog] = useDisclosure(false);
  const params = { owner: organisation, account: member.name };
  const setMember = useChange("accounts.set-member", { stale: STALE_AFTER_MEMBERS });
  const removeMember = useChange("accounts.remove-member", { stale: STALE_AFTER_MEMBERS });
  const change = (value: string | null) => {
    const role = ROLES.find((each) => each === value);
    if (role) setMember.mutate({ params, body: { role } }, { onError });
  };
  return (
    <li className={classes.row}>
      <div className={classes.rowWords}>
        <PersonName person={member} />
      </div>
      <div className={classes.rowActions}>
        {mayManage ? (
          <Select
            size="xs"
            w={150}
            aria-label={t("members.roleOf", { name: member.name })}
            data={ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
            value={member.role}
            onChange={change}
            allowDeselect={false}
          />
        ) : (
          <Badge variant="light" color="gray">
            {t(`roles.${member.role}`)}
          </Badge>
        )}
        {mayManage || isSelf ? (
          <Button variant="default" size="xs" onClick={dialog.open}>
            {t(isSelf ? "members.leave" : "members.remove")}
          </Button>
        ) : null}
      </div>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t(isSelf ? "members.leave" : "members.remove")}
        action={t(isSelf ? "members.leave" : "members.remove")}
        isDangerous
        isRunning={removeMember.isPending}
        error={removeMember.error}
        onConfirm={() => removeMember.mutate({ params })}
      >
        {isSelf
          ? t("members.leaveText", { organisation })
          : t("members.removeText", { name: member.name, organisation })}
      </ConfirmDialog>
    </li>
  );
}
