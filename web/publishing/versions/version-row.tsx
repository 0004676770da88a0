import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCode, IconDownload, IconFolder } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Version } from "#contract/publishing/version.ts";
import { archiveHref, revisionHref } from "../../app/addresses.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { Findings } from "../findings.tsx";
import { RegionNames } from "./region-names.tsx";
import { VersionMenu } from "./version-menu.tsx";
import { VersionStatusLine } from "./version-status.tsx";
import classes from "./versions.module.css";

const UseDialog = lazy(async () => ({
  default: (await import("../../assets/use/use-dialog.tsx")).UseDialog,
}));

type VersionRowProps = { asset: Asset; version: Version; isNewest: boolean };

/** DIS-4: one version, with what it brings, what it may be used for, and the ways to get it. */
export function VersionRow({ asset, version, isNewest }: VersionRowProps) {
  const { t } = useTranslation("versions");
  const { number, description, constraints, status, findings } = version;
  return (
    <li className={classes.version} aria-labelledby={`version-${number}`}>
      <div className={classes.head}>
        <h3 className={classes.number} id={`version-${number}`}>
          {asset.abilities.read ? (
            <PageLink href={revisionHref(addressOf(asset), "tree", { revision: number })}>
              {number}
            </PageLink>
          ) : (
            number
          )}
        </h3>
        <CopyButton value={number} label={t("copyNumber", { number })} />
        {isNewest ? <Badge size="sm">{t("newest")}</Badge> : null}
        <VersionFacts version={version} />
      </div>
      <div className={classes.actions}>
        {asset.abilities.read ? <WaysToGet asset={asset} version={version} /> : null}
        <VersionMenu asset={asset} version={version} />
      </div>
      <div className={classes.body}>
        <VersionStatusLine version={version} />
        {description === "" ? null : <p className={classes.text}>{description}</p>}
        {constraints === "" ? null : (
          <section className={classes.constraints}>
            <h4>{t("constraints")}</h4>
            <p className={classes.text}>{constraints}</p>
          </section>
        )}
        <RegionNames regions={version.regions} />
        {status === "available" || status === "offline" ? null : (
          <Findings asset={asset} findings={findings} revision={number} />
        )}
      </div>
    </li>
  );
}

function VersionFacts({ version }: { version: Version }) {
  const { t } = useTranslation("versions");
  const { publishedAt, createdAt, createdBy, commit } = version;
  return (
    <span className={classes.facts}>
      <span>
        {t(publishedAt === null ? "added" : "published")}{" "}
        <RelativeTime value={publishedAt ?? createdAt} />
      </span>
      {createdBy === null ? null : <span>{createdBy.nickname || createdBy.name}</span>}
      <code>{commit.slice(0, 7)}</code>
    </span>
  );
}

function WaysToGet({ asset, version: { number } }: { asset: Asset; version: Version }) {
  const { t } = useTranslation("versions");
  const [isOpen, dialog] = useDisclosure(false);
  const address = addressOf(asset);
  return (
    <>
      <Button
        component={PageLink}
        href={revisionHref(address, "tree", { revision: number })}
        variant="default"
        size="xs"
        leftSection={<IconFolder size={14} />}
      >
        {t("files")}
      </Button>
      <Button
        component="a"
        href={archiveHref(address, { revision: number })}
        download=""
        variant="default"
        size="xs"
        leftSection={<IconDownload size={14} />}
      >
        {t("download")}
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconCode size={14} />}
        onClick={dialog.open}
      >
        {t("use")}
      </Button>
      {isOpen ? (
        <Suspense>
          <UseDialog asset={asset} revision={number} isOpen={isOpen} onClose={dialog.close} />
        </Suspense>
      ) : null}
    </>
  );
}
