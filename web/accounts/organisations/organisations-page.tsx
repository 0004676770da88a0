import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBuilding, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Account } from "#contract/accounts/account.ts";
import { useAccount } from "../../app/session.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { NamespaceAvatar } from "../../ui/namespace-avatar.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import classes from "../settings/settings.module.css";
import { NewOrganisationDialog } from "./new-organisation-dialog.tsx";

/** ACC-2: the organisations that one belongs to, and one's role in each. */
export function OrganisationsPage() {
  const { t } = useTranslation("accounts");
  const account = useAccount();
  const [isOpen, dialog] = useDisclosure(false);
  usePageTitle(t("settings.organisations"));
  return (
    <>
      <PageHeader
        title={t("settings.organisations")}
        description={t("organisations.text")}
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
            {t("organisations.create")}
          </Button>
        }
      />
      {account ? <OrganisationList organisations={account.organisations} /> : null}
      <NewOrganisationDialog isOpen={isOpen} onClose={dialog.close} />
    </>
  );
}

function OrganisationList({ organisations }: Pick<Account, "organisations">) {
  const { t } = useTranslation("accounts");
  if (organisations.length === 0) {
    return (
      <EmptyState
        title={t("organisations.none")}
        description={t("organisations.noneText")}
        icon={IconBuilding}
      />
    );
  }
  return (
    <ul className={classes.rows}>
      {organisations.map((organisation) => (
        <li key={organisation.name} className={classes.row}>
          <NamespaceAvatar namespace={organisation} size={32} />
          <div className={classes.rowWords}>
            <div className={classes.rowTitle}>
              {organisation.nickname || organisation.name}
              <Badge variant="light" color="gray">
                {t(`roles.${organisation.role}`)}
              </Badge>
            </div>
            <div className={classes.rowFacts}>{organisation.name}</div>
          </div>
          <Button
            component={PageLink}
            href={`/settings/organisations/${encodeURIComponent(organisation.name)}`}
            variant="default"
            size="xs"
          >
            {t(organisation.role === "owner" ? "organisations.manage" : "organisations.open")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
