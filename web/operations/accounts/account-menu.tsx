import { ActionIcon, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDotsVertical, IconIdBadge2, IconUserX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AdministeredAccount } from "#contract/accounts/administration-endpoints.ts";
import { DeleteAccountDialog } from "./delete-account-dialog.tsx";
import { IdentityDialog } from "./identity-dialog.tsx";

/** ACC-10, ACC-11: what is done about an account less often. */
export function AccountMenu({
  account,
  isOther,
}: {
  account: AdministeredAccount;
  isOther: boolean;
}) {
  const { t } = useTranslation("account-life");
  const [isVerifying, verifying] = useDisclosure(false);
  const [isDeleting, deleting] = useDisclosure(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("console.more", { name: account.name })}
          >
            <IconDotsVertical size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconIdBadge2 size={16} />} onClick={verifying.open}>
            {t("console.verify")}
          </Menu.Item>
          {isOther ? (
            <Menu.Item color="red" leftSection={<IconUserX size={16} />} onClick={deleting.open}>
              {t("console.delete")}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <IdentityDialog account={account} isOpen={isVerifying} onClose={verifying.close} />
      <DeleteAccountDialog name={account.name} isOpen={isDeleting} onClose={deleting.close} />
    </>
  );
}
