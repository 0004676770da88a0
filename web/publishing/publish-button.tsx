import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRosette } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";

const PublishDialog = lazy(async () => ({
  default: (await import("./publish-dialog.tsx")).PublishDialog,
}));

/** Offers publication where it is possible; the dialog outlives that, to tell how it ended. */
export function PublishButton({ asset }: { asset: Asset }) {
  const { t } = useTranslation("publishing");
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      {asset.abilities.publish ? (
        <Button leftSection={<IconRosette size={16} />} onClick={dialog.open}>
          {t(asset.state === "draft" ? "publish" : "publishAgain")}
        </Button>
      ) : null}
      {isOpen ? (
        <Suspense>
          <PublishDialog asset={asset} onClose={dialog.close} />
        </Suspense>
      ) : null}
    </>
  );
}
