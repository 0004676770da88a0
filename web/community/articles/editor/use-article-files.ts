import { useState } from "react";
import type { ArticleDraft } from "#contract/community/article.ts";
import { ARTICLE_LIMITS, roleOf } from "#contract/community/article-rules.ts";
import { uploadFile } from "#sdk/index.ts";
import { callGallery, gallery } from "../../../app/gallery.ts";
import type { Picture } from "./editor-handle.ts";

export type FileInWork = {
  key: number;
  name: string;
  /** Of 100; null while the server looks at its content. */
  percent: number | null;
  failure: unknown;
};

type Options = {
  draft: string;
  /** What is written is saved first: the repository is named by the title. */
  save: () => Promise<boolean>;
  onDraft: (draft: ArticleDraft) => void;
  onPicture: (picture: Picture) => void;
};

/** Why a file is not even sent. */
export type FileFault = { reason: "type" } | { reason: "size"; sizeBytes: number; limit: number };

let keys = 0;

/** COM-3: sends files through upload sessions, one after the other, and makes them files of the article. */
export function useArticleFiles({ draft, save, onDraft, onPicture }: Options) {
  const [files, setFiles] = useState<FileInWork[]>([]);
  const change = (key: number, changes: Partial<FileInWork>) =>
    setFiles((all) => all.map((each) => (each.key === key ? { ...each, ...changes } : each)));
  const drop = (key: number) => setFiles((all) => all.filter((each) => each.key !== key));

  const send = async (file: File, key: number) => {
    const fault = faultOf(file);
    if (fault !== null) return change(key, { failure: fault });
    try {
      const { path, draft: after } = await addFile(draft, file, (percent) =>
        change(key, { percent }),
      );
      drop(key);
      onDraft(after);
      if (roleOf(file.name) === "image") onPicture(pictureOf(path, file.name));
    } catch (failure) {
      change(key, { failure });
    }
  };

  return {
    files,
    dismiss: drop,
    /** @returns whether there was any. */
    add: (given: readonly File[]) => {
      const added = given.map((file) => ({ file: namedFile(file), key: (keys += 1) }));
      setFiles((all) => [
        ...all,
        ...added.map(({ file, key }) => ({ key, name: file.name, percent: 0, failure: null })),
      ]);
      void added.reduce<Promise<unknown>>(
        (before, { file, key }) => before.then(() => send(file, key)),
        given.length > 0 ? save() : Promise.resolve(),
      );
      return given.length > 0;
    },
  };
}

async function addFile(
  draft: string,
  file: File,
  onPercent: (percent: number | null) => void,
): Promise<{ path: string; draft: ArticleDraft }> {
  const params = { draft };
  const { owner, name } = await callGallery("community.prepare-article-files", { params });
  const { uploadId } = await uploadFile({
    client: gallery,
    address: { kind: "article", owner, name },
    path: file.name,
    source: file,
    onProgress: (event) => {
      if (event.type === "sent") {
        onPercent(Math.round((100 * event.sentBytes) / Math.max(1, event.sizeBytes)));
      }
      if (event.type === "verifying") onPercent(null);
    },
  });
  return callGallery("community.add-article-file", { params, body: { uploadId, name: file.name } });
}

function faultOf({ name, size }: File): FileFault | null {
  const role = roleOf(name);
  if (role === undefined) return { reason: "type" };
  const limit = role === "image" ? ARTICLE_LIMITS.imageBytes : ARTICLE_LIMITS.attachmentBytes;
  return size > limit ? { reason: "size", sizeBytes: size, limit } : null;
}

const ENDINGS: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
};

/** A picture from the clipboard may have no name that says what it is. */
function namedFile(file: File): File {
  const ending = ENDINGS[file.type];
  if (ending === undefined || roleOf(file.name) !== undefined) return file;
  return new File([file], `picture.${ending}`, { type: file.type });
}

function pictureOf(path: string, name: string): Picture {
  return {
    address: path.split("/").map(encodeURIComponent).join("/"),
    alt: name.replace(/\.[^.]+$/, ""),
  };
}
