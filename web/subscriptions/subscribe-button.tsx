import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBookmarkPlus } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { assetHref } from "../app/addresses.ts";
import { useCall } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { PageLink } from "../ui/page-link.tsx";
import { SubscribedMenu } from "./subscribed-menu.tsx";

const SubscribeDialog = lazy(async () => ({
  default: (await import("./subscribe-dialog.tsx")).SubscribeDialog,
}));

/** DIS-5: subscribe, or what one has. Nothing where one cannot, or need not. */
export function SubscribeButton({ asset }: { asset: Asset }) {
  const { t } = useTranslation("subscriptions");
  const [isOpen, dialog] = useDisclosure(false);
  const params = addressOf(asset);
  const { data: offer } = useCall("subscriptions.get-offer", { params });
  const close = () => dialog.close();
  if (!offer) return null;
  const isFree = offer.subscription === null && offer.obstacle === null;
  return (
    <>
      {offer.subscription ? (
        <SubscribedMenu asset={asset} subscription={offer.subscription} />
      ) : null}
      {offer.subscription === null && offer.obstacle === "signed-out" ? (
        <Button
          component={PageLink}
          href={`/login?next=${encodeURIComponent(assetHref(params))}`}
          leftSection={<IconBookmarkPlus size={16} />}
        >
          {t("button.subscribe")}
        </Button>
      ) : null}
      {isFree ? (
        <Button leftSection={<IconBookmarkPlus size={16} />} onClick={dialog.open}>
          {t("button.subscribe")}
        </Button>
      ) : null}
      {isOpen ? (
        <Suspense>
          <SubscribeDialog asset={asset} offer={offer} onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
}
