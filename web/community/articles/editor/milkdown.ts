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
import type { Node } from "@milkdown/prose/model";
import { Plugin } from "@milkdown/prose/state";
import type { EditorView } from "@milkdown/prose/view";
import { $prose } from "@milkdown/utils";

type RichOptions = {
  root: HTMLElement;
  markdown: string;
  label: string;
  /** Of the element that holds the text. */
  className: string;
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
          class: options.className,
        },
        handlePaste: (_, event) => options.onFiles(filesOf(event.clipboardData)),
        handleClickOn: (view, _at, ...[node, place, event]) =>
          toggleTask(view, { node, place, event }),
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

type Clicked = { node: Node; place: number; event: MouseEvent };

/** A click on the box before a task does it, or not yet. */
function toggleTask(view: EditorView, { node, place, event }: Clicked): boolean {
  const checked: unknown = node.attrs["checked"];
  const item = view.nodeDOM(place);
  if (typeof checked !== "boolean" || event.target !== item) return false;
  view.dispatch(view.state.tr.setNodeMarkup(place, null, { ...node.attrs, checked: !checked }));
  return true;
}

function taken(event: Event, isTaken: boolean): boolean {
  if (isTaken) event.preventDefault();
  return isTaken;
}

type Image = { src: string; alt: string; title: string };

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
        const { src, alt, title } = node.attrs as Image;
        return ["img", { src: resolve(src), "data-address": src, alt, title }];
      },
      parseMarkdown: {
        match: ({ type }) => type === "image",
        runner: (state, { url, alt, title }, type) => {
          state.addNode(type, { src: url ?? "", alt: alt ?? "", title: title ?? "" });
        },
      },
      toMarkdown: {
        match: ({ type }) => type.name === "image",
        runner: (state, node) => {
          const { src, alt, title } = node.attrs as Image;
          // An empty title would be written, and shown, as one.
          state.addNode("image", undefined, undefined, { url: src, alt, title: title || null });
        },
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
