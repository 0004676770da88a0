import { Button, Group, Stack } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, AssetSummary } from "#contract/assets/asset.ts";
import { useChange } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { titleOf } from "../../assets/title.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "./related.module.css";
import { TargetPicker } from "./target-picker.tsx";

type LinkDialogProps = { asset: Asset; onClose: () => void };

/** COM-2: finds the other asset by its id or by words, and shows it before it is linked. */
export function LinkDialog({ asset, onClose }: LinkDialogProps) {
  const { t } = useTranslation("related");
  const [target, setTarget] = useState<AssetSummary | null>(null);
  return (
    <Dialog onClose={onClose} title={t("link.title")} size="lg">
      {target === null ? (
        <TargetPicker asset={asset} onChoose={setTarget} />
      ) : (
        <ConfirmLink
          asset={asset}
          target={target}
          onBack={() => setTarget(null)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

type ConfirmLinkProps = {
  asset: Asset;
  target: AssetSummary;
  onBack: () => void;
  onClose: () => void;
};

function ConfirmLink({ asset, target, onBack, onClose }: ConfirmLinkProps) {
  const { t } = useTranslation("related");
  const link = useChange("community.link-asset", {
    stale: ["community.list-related-assets"],
    onSuccess: () => {
      toast(t("link.done"));
      onClose();
    },
  });
  return (
    <Stack>
      <Target target={target} />
      <p className={classes.text}>{t("link.text")}</p>
      <ProblemAlert error={link.error} />
      <Group justify="space-between">
        <Button variant="subtle" leftSection={<IconArrowLeft size={16} />} onClick={onBack}>
          {t("link.other")}
        </Button>
        <Button
          data-autofocus
          loading={link.isPending}
          onClick={() => link.mutate({ params: { ...addressOf(asset), id: target.id } })}
        >
          {t("link.confirm")}
        </Button>
      </Group>
    </Stack>
  );
}

/** Which asset it is, so that a mistyped id is seen before it is linked. */
function Target({ target }: { target: AssetSummary }) {
  const { t, i18n } = useTranslation("related");
  const title = titleOf(target, i18n.language);
  return (
    <section className={classes.target} aria-label={t("link.target")}>
      <KindBadge kind={target.kind} />
      <strong className={classes.name}>
        {target.owner.name}/{target.name}
      </strong>
      {title === target.name ? null : <span>{title}</span>}
      {target.description === "" ? null : <p className={classes.text}>{target.description}</p>}
      <span className={classes.quiet}>
        <code>{target.id}</code> · <RelativeTime value={target.updatedAt} />
      </span>
    </section>
  );
}
