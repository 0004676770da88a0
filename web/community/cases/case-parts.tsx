import { Button } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { isWebLink } from "#contract/publishing/references.ts";
import { useCall } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { MarkdownText } from "../../ui/markdown/markdown.tsx";
import classes from "./case-parts.module.css";

/** COM-4: where a case can be tried, and what comes out of it; nothing of what it does not say. */
export function CaseParts({ asset }: { asset: Asset }) {
  const { t } = useTranslation("articles");
  const { data } = useCall("publishing.get-facts", { params: addressOf(asset) });
  const { demoLink = "", sampleOutput = "" } = data?.facts ?? {};
  const hasDemo = isWebLink(demoLink);
  if (!hasDemo && sampleOutput === "") return null;
  return (
    <div className={classes.parts}>
      {hasDemo ? (
        <div>
          <Button
            component="a"
            href={demoLink}
            target="_blank"
            rel="noopener noreferrer nofollow"
            leftSection={<IconExternalLink size={16} />}
          >
            {t("case.demo")}
          </Button>
        </div>
      ) : null}
      {sampleOutput === "" ? null : (
        <section aria-label={t("case.sample")}>
          <h2 className={classes.heading}>{t("case.sample")}</h2>
          <div className={classes.sample}>
            <MarkdownText source={sampleOutput} />
          </div>
        </section>
      )}
    </div>
  );
}
