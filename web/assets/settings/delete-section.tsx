import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import classes from "./settings.module.css";

/** PUB-16: the end of an asset. */
export function DeleteSection({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  const navigate = useNavigate();
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <section className={classes.section} data-danger>
      <h2 className={classes.title}>{t("deleteTitle")}</h2>
      <p className={classes.text}>{t("deleteText")}</p>
      <Button variant="outline" color="red.8" c="var(--negative-ink)" onClick={dialog.open}>
        {t("deleteAction")}
      </Button>
      <DeleteDialog
        asset={asset}
        isOpen={isOpen}
        onClose={dialog.close}
        onDeleted={() => navigate({ href: namespaceHref(asset.owner.name), replace: true })}
      />
    </section>
  );
}
