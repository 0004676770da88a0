import { SegmentedControl } from "@mantine/core";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { MarkdownText } from "../../ui/markdown/markdown.tsx";
import { repositoryUrls } from "../asset/repository-urls.ts";
import { addressOf } from "../asset/use-asset.ts";
import { fieldId } from "../completeness/part-ids.ts";
import classes from "./card-editor.module.css";
import type { CardDraft } from "./use-card-draft.ts";

type TextEditorProps = { asset: Asset; commit: string | null; draft: CardDraft };

/** Markdown and what it will look like; one at a time where the window is narrow. */
export function TextEditor({ asset, commit, draft }: TextEditorProps) {
  const { t } = useTranslation("editor");
  const [shown, setShown] = useState("write");
  const isSource = draft.mode === "source";
  const preview = useDeferredValue(draft.body);
  const urls = repositoryUrls(addressOf(asset), {
    revision: asset.defaultBranch,
    commit: commit ?? asset.defaultBranch,
    folder: "",
  });
  return (
    <div className={classes.text} data-shown={shown}>
      <SegmentedControl
        className={classes.textSwitch ?? ""}
        aria-label={t("view")}
        data={[
          { value: "write", label: t("write") },
          { value: "preview", label: t("preview") },
        ]}
        value={shown}
        onChange={setShown}
        fullWidth
      />
      <textarea
        id={fieldId("body")}
        className={classes.source}
        aria-label={isSource ? "README.md" : t("textLabel")}
        placeholder={t("placeholder")}
        spellCheck={false}
        value={isSource ? draft.source : draft.body}
        onChange={(event) => {
          const change = isSource ? draft.setSource : draft.setBody;
          change(event.currentTarget.value);
        }}
      />
      <section className={classes.preview} aria-label={t("preview")}>
        {preview.trim() === "" ? (
          <p className={classes.nothing}>{t("nothingYet")}</p>
        ) : (
          <MarkdownText source={preview} {...urls} />
        )}
      </section>
    </div>
  );
}
