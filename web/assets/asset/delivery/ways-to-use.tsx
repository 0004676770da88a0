import { Button } from "@mantine/core";
import { type ReactNode, Suspense } from "react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { assetHref } from "../../../app/addresses.ts";
import { callOptions } from "../../../app/gallery.ts";
import { useSite } from "../../../app/session.ts";
import { useNewestVersion } from "../../../publishing/versions/use-versions.ts";
import { DownloadMenu } from "../../../repositories/tree/download-menu.tsx";
import { SubscribeButton } from "../../../subscriptions/subscribe-button.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { PageLink } from "../../../ui/page-link.tsx";
import { ClientCode } from "../../use/client-code.tsx";
import pages from "../asset-pages.module.css";
import { addressOf } from "../use-asset.ts";

/** Every way that is open to this viewer; where none is, how to come to one. */
export function WaysToUse({ asset }: { asset: Asset }) {
  const { t } = useTranslation("asset-page");
  const address = addressOf(asset);
  const newest = useNewestVersion(address)?.newest ?? undefined;
  const revision = newest ?? asset.defaultBranch;
  const url = useSite()?.url ?? window.location.origin;
  if (!asset.abilities.read) return <Closed asset={asset} />;
  if (asset.fileCount === 0) return <EmptyState title={t("delivery.empty")} />;
  return (
    <ul className={pages.boxes}>
      {asset.kind === "image" ? <Pull asset={asset} /> : null}
      <Way title={t("ways.download")} text={t("ways.downloadText")}>
        <div className={pages.actions}>
          <DownloadMenu revision={revision} path="" />
        </div>
      </Way>
      <Way title={t("ways.code")} text={t("ways.codeText")}>
        <ClientCode asset={asset} revision={newest} />
      </Way>
      <Way title={t("ways.git")} text={t("ways.gitText")}>
        <CodeBlock code={`git clone ${url}${assetHref(address)}`} />
      </Way>
    </ul>
  );
}

type WayProps = { title: string; text: string; children: ReactNode };

function Way({ title, text, children }: WayProps) {
  return (
    <li className={pages.box}>
      <h3 className={pages.boxTitle}>{title}</h3>
      <p className={pages.lead}>{text}</p>
      {children}
    </li>
  );
}

/** PUB-19: an image is used by its URL. */
function Pull({ asset }: { asset: Asset }) {
  const { t } = useTranslation("asset-page");
  const params = addressOf(asset);
  const { data } = useQuery(callOptions("publishing.get-facts", { params }));
  const url = data?.facts.imageUrl;
  if (!url) return null;
  return (
    <Way title={t("ways.image")} text={t("ways.imageText")}>
      <CodeBlock code={`docker pull ${url}`} />
    </Way>
  );
}

/** Seen, but its files are not open to this viewer. */
function Closed({ asset }: { asset: Asset }) {
  const { t } = useTranslation("asset-page");
  const isOffered = asset.needsSubscription && asset.gate === "off";
  const isGated = asset.gate !== "off";
  const text = isOffered ? "closed.subscribe" : isGated ? "closed.apply" : "closed.owner";
  return (
    <div className={pages.box}>
      <p className={pages.lead}>{t(text)}</p>
      {isOffered ? (
        <div className={pages.actions}>
          <Suspense fallback={null}>
            <SubscribeButton asset={asset} />
          </Suspense>
        </div>
      ) : null}
      {isGated ? (
        <div className={pages.actions}>
          <Button component={PageLink} href={assetHref(addressOf(asset))} variant="default">
            {t("closed.applyAction")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
