import { useEffect, useState } from "react";

export const WRITING_MODES = ["rich", "markdown", "preview"] as const;
export type WritingMode = (typeof WRITING_MODES)[number];

const KEY = "gallery.writing-mode";

function rememberedMode(): "rich" | "markdown" {
  try {
    return localStorage.getItem(KEY) === "markdown" ? "markdown" : "rich";
  } catch {
    return "rich";
  }
}

/** How one writes is remembered on this device; a preview is only looked at. */
export function rememberMode(mode: WritingMode): void {
  if (mode === "preview") return;
  try {
    localStorage.setItem(KEY, mode);
  } catch {
    // A forbidden storage: it is chosen anew then.
  }
}

/**
 * In which way a text is written; null until that is known. Rich text opens only for what it can say
 * whole: anything else stays Markdown, and the page says so.
 */
export function useWritingMode(markdown: string) {
  const [first] = useState(markdown);
  const [mode, setShown] = useState<WritingMode | null>(() =>
    rememberedMode() === "markdown" ? "markdown" : null,
  );
  const [isKeptMarkdown, setIsKept] = useState(false);
  const isOpen = mode !== null;
  useEffect(() => {
    if (isOpen) return;
    void canOpenRich(first).then((can) => {
      setIsKept(!can);
      setShown(can ? "rich" : "markdown");
    });
  }, [first, isOpen]);
  const setMode = async (next: WritingMode, text: string) => {
    const isKept = next === "rich" && !(await canOpenRich(text));
    setIsKept(isKept);
    setShown(isKept ? "markdown" : next);
  };
  return { mode, setMode, isKeptMarkdown };
}

async function canOpenRich(markdown: string): Promise<boolean> {
  if (markdown.trim() === "") return true;
  const { canBeRich } = await import("./open-rich.ts");
  return canBeRich(markdown);
}
