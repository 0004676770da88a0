import { Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconBookmark,
  IconBookmarkFilled,
  IconBookmarkOff,
  IconChevronDown,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Subscription } from "#contract/subscriptions/subscription.ts";
import { PageLink } from "../ui/page-link.tsx";
import { CancelDialog } from "./cancel-dialog.tsx";
import { QuotaLeft } from "./quota-left.tsx";
import { useRetrieve } from "./use-retrieve.ts";

type SubscribedMenuProps = { asset: Asset; subscription: Subscription };

/** What one has, and what one may do with it. */
export function SubscribedMenu({ asset, subscription }: SubscribedMenuProps) {
  const { t } = useTranslation("subscriptions");
  const [isCancelling, dialog] = useDisclosure(false);
  const retrieve = useRetrieve();
  if (subscription.abilities.retrieve) {
    return (
      <Button
        variant="default"
        loading={retrieve.isPending}
        leftSection={<IconBookmark size={16} />}
        onClick={() => retrieve.run(subscription.id)}
      >
        {t("button.retrieve")}
      </Button>
    );
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconBookmarkFilled size={16} />}
            rightSection={<IconChevronDown size={14} />}
          >
            {t("button.subscribed")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <QuotaLeft subscription={subscription} />
          </Menu.Label>
          <Menu.Item
            component={PageLink}
            href="/me/subscriptions"
            leftSection={<IconBookmark size={15} />}
          >
            {t("button.mine")}
          </Menu.Item>
          {subscription.abilities.cancel ? (
            <Menu.Item leftSection={<IconBookmarkOff size={15} />} onClick={dialog.open}>
              {t("button.cancel")}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <CancelDialog
        name={asset.fullName}
        subscription={subscription}
        isOpen={isCancelling}
        onClose={dialog.close}
      />
    </>
  );
}
