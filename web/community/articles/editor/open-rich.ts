import { isTooNested } from "../../../ui/markdown/nesting.ts";
import { isSameToReaders } from "./is-same-to-readers.ts";
import { createRichEditor, markdownOf } from "./milkdown.ts";

/**
 * Whether rich text can say all that a Markdown text says: it is opened in an editor that nobody sees,
 * written out again and compared. What it would change stays in Markdown.
 */
export async function canBeRich(markdown: string): Promise<boolean> {
  if (isTooNested(markdown)) return false;
  const root = document.createElement("div");
  try {
    const editor = await createRichEditor({
      root,
      markdown,
      label: "",
      className: "",
      resolveImage: () => "",
      onChange: () => undefined,
      onSelect: () => undefined,
      onFiles: () => false,
    });
    const written = markdownOf(editor);
    await editor.destroy();
    return isSameToReaders(markdown, written);
  } catch {
    // A text that is nested too deep for the editor, or that its document cannot hold.
    return false;
  }
}
