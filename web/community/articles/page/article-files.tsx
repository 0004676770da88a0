import { Button } from "@mantine/core";
import { IconDownload, IconPaperclip } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { ARTICLE_FOLDERS, roleOf } from "#contract/community/article-rules.ts";
import { contentHref } from "../../../app/addresses.ts";
import { useCall } from "../../../app/gallery.ts";
import { addressOf } from "../../../assets/asset/use-asset.ts";
import { Bytes } from "../../../ui/values.tsx";
import classes from "./page.module.css";

/** What is attached, with its size; an article without attachments has no such part. */
export function ArticleFiles({ asset }: { asset: Asset }) {
  const { t } = useTranslation("articles");
  const address = addressOf(asset);
  const revision = asset.defaultBranch;
  const root = useCall("repositories.list-tree", { params: { ...address, revision } });
  const hasFolder = root.data?.items.some(
    ({ type, name }) => type === "folder" && name === ARTICLE_FOLDERS.attachment,
  );
  return hasFolder === true ? <Files asset={asset} title={t("page.attachments")} /> : null;
}

function Files({ asset, title }: { asset: Asset; title: string }) {
  const { t } = useTranslation("articles");
  const address = addressOf(asset);
  const revision = asset.defaultBranch;
  const { data } = useCall("repositories.list-tree", {
    params: { ...address, revision },
    query: { path: ARTICLE_FOLDERS.attachment },
  });
  const files = data?.items.filter(
    ({ type, name }) => type === "file" && roleOf(name) === "attachment",
  );
  if (files === undefined || files.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={classes.heading}>{title}</h2>
      <ul className={classes.files}>
        {files.map(({ path, name, sizeBytes }) => (
          <li key={path} className={classes.file}>
            <IconPaperclip size={16} aria-hidden="true" />
            <span className={classes.fileName}>{name}</span>
            <span className={classes.quiet}>
              <Bytes value={sizeBytes} />
            </span>
            <Button
              component="a"
              href={contentHref(address, { revision, path, isDownload: true })}
              download={name}
              size="xs"
              variant="default"
              leftSection={<IconDownload size={14} />}
              aria-label={t("page.download", { name })}
            >
              {t("page.downloadShort")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
