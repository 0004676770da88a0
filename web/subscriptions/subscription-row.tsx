import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Trans, useTranslation } from "react-i18next";
import type { Subscription } from "#contract/subscriptions/subscription.ts";
import { assetHref } from "../app/addresses.ts";
import { titleOf } from "../assets/title.ts";
import { KindBadge } from "../ui/kind-badge.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { RelativeTime } from "../ui/values.tsx";
import { CancelDialog } from "./cancel-dialog.tsx";
import { QuotaLeft } from "./quota-left.tsx";
import classes from "./subscriptions.module.css";
import { useRetrieve } from "./use-retrieve.ts";

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
          <span>{asset ? fullName : t("mine.gone")}</span>
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
      <RowAction subscription={subscription} name={title} />
    </li>
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
  if (!subscription.abilities.cancel) return <span />;
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
