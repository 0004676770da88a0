import {
  defaultValueCtx,
  Editor,
  editorViewCtx,
  editorViewOptionsCtx,
  remarkStringifyOptionsCtx,
  rootCtx,
  serializerCtx,
} from "@milkdown/core";
import { clipboard } from "@milkdown/plugin-clipboard";
import { history } from "@milkdown/plugin-history";
import { commonmark, imageSchema } from "@milkdown/preset-commonmark";
import { gfm } from "@milkdown/preset-gfm";
import { Plugin } from "@milkdown/prose/state";
import type { EditorView } from "@milkdown/prose/view";
import { $prose } from "@milkdown/utils";

export type RichOptions = {
  root: HTMLElement;
  markdown: string;
  label: string;
  /** Where a relative picture of the text lies. */
  resolveImage: (url: string) => string;
  /** The document was changed by its writer. */
  onChange: () => void;
  /** The selection moved: buttons show what it is in. */
  onSelect: () => void;
  /** Files were pasted or dropped; true when they are taken. */
  onFiles: (files: File[]) => boolean;
};

/** How Markdown is written where it may be written in several ways. */
const STYLE = {
  bullet: "-",
  emphasis: "_",
  fences: true,
  listItemIndent: "one",
  rule: "-",
} as const;

/** A rich-text editor whose document is Markdown, by the parser with which the gallery shows it. */
export function createRichEditor(options: RichOptions): Promise<Editor> {
  const { root, markdown, label } = options;
  return Editor.make()
    .config((ctx) => {
      ctx.set(rootCtx, root);
      ctx.set(defaultValueCtx, markdown);
      ctx.update(remarkStringifyOptionsCtx, (style) => ({ ...style, ...STYLE }));
      ctx.update(editorViewOptionsCtx, (view) => ({
        ...view,
        attributes: {
          "aria-label": label,
          "aria-multiline": "true",
          role: "textbox",
          class: "rich-text",
        },
        handlePaste: (_, event) => options.onFiles(filesOf(event.clipboardData)),
        handleDOMEvents: {
          drop: (view, event) =>
            // What is moved inside the text is the editor's own.
            view.dragging === null && taken(event, options.onFiles(filesOf(event.dataTransfer))),
        },
      }));
    })
    .use(commonmark)
    .use(gfm)
    .use(imagesFrom(options.resolveImage))
    .use(history)
    .use(clipboard)
    .use(tells(options))
    .create();
}

/** The document as Markdown. */
export function markdownOf(editor: Editor): string {
  return editor.action((ctx) => ctx.get(serializerCtx)(ctx.get(editorViewCtx).state.doc));
}

export function viewOf(editor: Editor): EditorView {
  return editor.action((ctx) => ctx.get(editorViewCtx));
}

function filesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])];
}

function taken(event: Event, isTaken: boolean): boolean {
  if (isTaken) event.preventDefault();
  return isTaken;
}

/** Pictures are shown from where they lie, and keep in the document the address that is written. */
function imagesFrom(resolve: (url: string) => string) {
  return imageSchema.extendSchema((before) => (ctx) => {
    const schema = before(ctx);
    return {
      ...schema,
      parseDOM: [
        {
          tag: "img[src]",
          getAttrs: (element: HTMLElement) => ({
            src: element.dataset["address"] ?? element.getAttribute("src") ?? "",
            alt: element.getAttribute("alt") ?? "",
            title: element.getAttribute("title") ?? "",
          }),
        },
      ],
      toDOM: (node) => {
        const { src, alt, title } = node.attrs as { src: string; alt: string; title: string };
        return ["img", { src: resolve(src), "data-address": src, alt, title }];
      },
    };
  });
}

function tells({ onChange, onSelect }: RichOptions) {
  return $prose(
    () =>
      new Plugin({
        view: () => ({
          update: (view, before) => {
            if (!before.doc.eq(view.state.doc)) onChange();
            else if (!before.selection.eq(view.state.selection)) onSelect();
          },
        }),
      }),
  );
}
