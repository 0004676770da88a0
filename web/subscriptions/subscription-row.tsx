import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import type { Subscription } from "#contract/subscriptions/subscription.ts";
import { assetHref, namespaceHref } from "../app/addresses.ts";
import { callOptions } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { titleOf } from "../assets/title.ts";
import { KindBadge } from "../ui/kind-badge.tsx";
import { NamespaceAvatar } from "../ui/namespace-avatar.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { RelativeTime } from "../ui/values.tsx";
import { CancelDialog } from "./cancel-dialog.tsx";
import { QuotaLeft } from "./quota-left.tsx";
import classes from "./subscriptions.module.css";
import { useRetrieve } from "./use-retrieve.ts";

const UseDialog = lazy(async () => ({
  default: (await import("../assets/use/use-dialog.tsx")).UseDialog,
}));

const COLOURS = { active: "accent", cancelled: "gray", expired: "orange" } as const;

/** One subscription: to what, since when, how long still, and what may be done with it. */
export function SubscriptionRow({ subscription }: { subscription: Subscription }) {
  const { t, i18n } = useTranslation("subscriptions");
  const { address, asset, state } = subscription;
  const fullName = `${address.owner}/${address.name}`;
  const title = asset ? titleOf(asset, i18n.language) : fullName;
  return (
    <li className={classes.row}>
      <KindBadge kind={address.kind} withLabel={false} size={20} />
      <div className={classes.words}>
        <div className={classes.title}>
          {asset ? (
            <PageLink href={assetHref(address)} className={classes.name}>
              {title}
            </PageLink>
          ) : (
            <span className={classes.name}>{title}</span>
          )}
          {subscription.version === null ? null : (
            <Badge variant="default" size="sm">
              {subscription.version}
            </Badge>
          )}
          {asset?.state === "unlisted" ? (
            <Badge variant="light" color="gray" size="sm">
              {t("mine.unlisted")}
            </Badge>
          ) : null}
        </div>
        <div className={classes.told}>
          {asset ? <Publisher asset={asset} /> : <span>{t("mine.gone")}</span>}
          {asset && title !== asset.name ? <span>{fullName}</span> : null}
          <span>
            <Trans
              t={t}
              i18nKey="mine.subscribedAt"
              components={{ time: <RelativeTime value={subscription.startsAt} /> }}
            />
          </span>
        </div>
      </div>
      <div className={classes.left}>
        <Badge variant="light" color={COLOURS[state]} size="sm">
          {t(`states.${state}`)}
        </Badge>
        <div className={classes.told}>
          {state === "expired" && subscription.endsAt !== null ? (
            <span>
              <Trans
                t={t}
                i18nKey="mine.ended"
                components={{ time: <RelativeTime value={subscription.endsAt} /> }}
              />
            </span>
          ) : (
            <QuotaLeft subscription={subscription} />
          )}
        </div>
      </div>
      <div className={classes.actions}>
        {asset && state === "active" ? <UseButton asset={asset} /> : null}
        <RowAction subscription={subscription} name={title} />
      </div>
    </li>
  );
}

function Publisher({ asset: { owner } }: { asset: AssetSummary }) {
  return (
    <PageLink href={namespaceHref(owner.name)} className={classes.publisher}>
      <NamespaceAvatar namespace={owner} size={16} />
      {owner.nickname || owner.name}
    </PageLink>
  );
}

/** ACC-9: where to use it, for each client. */
function UseButton({ asset }: { asset: AssetSummary }) {
  const { t } = useTranslation("assets");
  const [isOpen, dialog] = useDisclosure(false);
  const { data } = useQuery({
    ...callOptions("assets.get-asset", { params: addressOf(asset) }),
    enabled: isOpen,
  });
  return (
    <>
      <Button size="xs" variant="default" loading={isOpen && !data} onClick={dialog.open}>
        {t("actions.use")}
      </Button>
      {isOpen && data ? (
        <Suspense>
          <UseDialog asset={data} isOpen={isOpen} onClose={dialog.close} />
        </Suspense>
      ) : null}
    </>
  );
}

function RowAction({ subscription, name }: { subscription: Subscription; name: string }) {
  const { t } = useTranslation("subscriptions");
  const [isOpen, dialog] = useDisclosure(false);
  const retrieve = useRetrieve();
  if (subscription.abilities.retrieve) {
    return (
      <Button
        size="xs"
        variant="default"
        loading={retrieve.isPending}
        onClick={() => retrieve.run(subscription.id)}
      >
        {t("mine.retrieve")}
      </Button>
    );
  }
  if (!subscription.abilities.cancel) return null;
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t("mine.cancel")}
      </Button>
      <CancelDialog
        name={name}
        subscription={subscription}
        isOpen={isOpen}
        onClose={dialog.close}
      />
    </>
  );
}
