import { Alert, Button, Group, Select, Skeleton, Stack } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Version } from "#contract/publishing/version.ts";
import type { Subscription, SubscriptionOffer } from "#contract/subscriptions/subscription.ts";
import { useCall } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { Dialog } from "../ui/dialog.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { ConsentStep } from "./consent-step.tsx";
import { QuotaLeft } from "./quota-left.tsx";
import classes from "./subscriptions.module.css";

const PHONE = "(max-width: 40em)";
/** More than these are not offered to choose from; the newest are the first. */
const VERSIONS = 100;

type DialogProps = { asset: Asset; offer: SubscriptionOffer; onClose: () => void };

/** DIS-5: constraints of the version first, then what is consented to, then that it is done. */
export function SubscribeDialog({ asset, offer, onClose }: DialogProps) {
  const { t } = useTranslation("subscriptions");
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }) ?? false;
  return (
    <Dialog
      onClose={onClose}
      fullScreen={isPhone}
      size="lg"
      title={t("dialog.title", { name: asset.fullName })}
    >
      <Steps asset={asset} offer={offer} onClose={onClose} />
    </Dialog>
  );
}

function Steps({ asset, offer, onClose }: DialogProps) {
  const params = addressOf(asset);
  const { data, error, refetch } = useCall("publishing.list-versions", {
    params,
    query: { limit: VERSIONS },
  });
  const [number, setNumber] = useState<string>();
  const [hasRead, setHasRead] = useState(false);
  const [done, setDone] = useState<Subscription>();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={220} />;
  const versions = data.items.filter(({ status }) => status === "available");
  const chosen = versions.find((version) => version.number === number) ?? versions[0];
  const asksFirst = versions.length > 1 || Boolean(chosen?.constraints);
  if (done) return <Done subscription={done} onClose={onClose} />;
  if (asksFirst && !hasRead) {
    return (
      <VersionStep
        versions={versions}
        chosen={chosen}
        onChoose={setNumber}
        onContinue={() => setHasRead(true)}
      />
    );
  }
  return (
    <ConsentStep
      asset={asset}
      offer={offer}
      version={chosen?.number}
      onBack={asksFirst ? () => setHasRead(false) : undefined}
      onDone={setDone}
    />
  );
}

type VersionStepProps = {
  versions: readonly Version[];
  chosen: Version | undefined;
  onChoose: (number: string) => void;
  onContinue: () => void;
};

function VersionStep({ versions, chosen, onChoose, onContinue }: VersionStepProps) {
  const { t } = useTranslation("subscriptions");
  return (
    <Stack>
      {versions.length > 1 ? (
        <Select
          label={t("dialog.version")}
          allowDeselect={false}
          data={versions.map(({ number }, at) => ({
            value: number,
            label: at === 0 ? t("dialog.newest", { number }) : number,
          }))}
          value={chosen?.number ?? null}
          onChange={(number) => {
            if (number !== null) onChoose(number);
          }}
        />
      ) : null}
      {chosen?.constraints ? (
        <Alert
          variant="light"
          color="orange"
          icon={<IconInfoCircle size={18} />}
          title={t("dialog.constraints")}
        >
          <p className={classes.hint}>{t("dialog.readConstraints")}</p>
          <p className={classes.constraints}>{chosen.constraints}</p>
        </Alert>
      ) : null}
      <Group justify="flex-end">
        <Button onClick={onContinue} data-autofocus>
          {t("dialog.continue")}
        </Button>
      </Group>
    </Stack>
  );
}

function Done({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const { t } = useTranslation("subscriptions");
  return (
    <Stack>
      <Alert
        variant="light"
        icon={<IconCircleCheck size={18} />}
        title={t("dialog.done")}
        role="alert"
      >
        {t("dialog.doneText")}
        <p className={classes.quota}>
          <QuotaLeft subscription={subscription} />
        </p>
      </Alert>
      <Group justify="flex-end">
        <Button component={PageLink} href="/me/subscriptions" variant="default">
          {t("button.mine")}
        </Button>
        <Button onClick={onClose} data-autofocus>
          {t("dialog.close")}
        </Button>
      </Group>
    </Stack>
  );
}
