/**
 * The part of Milkdown that the editor uses. Its own declarations name folders and files without
 * endings, which the module resolution of Node does not find.
 */
declare module "@milkdown/core" {
  import type { Node } from "@milkdown/prose/model";
  import type { EditorProps, EditorView } from "@milkdown/prose/view";

  /** A named value of an editor. */
  export type Slice<Value> = { readonly sliceOf?: Value };
  export type Ctx = {
    get: <Value>(slice: Slice<Value>) => Value;
    set: <Value>(slice: Slice<Value>, value: Value) => void;
    update: <Value>(slice: Slice<Value>, change: (value: Value) => Value) => void;
  };
  export type MilkdownPlugin = (ctx: Ctx) => unknown;

  export type CommandKey<Payload> = { readonly payloadOf?: Payload };
  export type Commands = {
    /** @returns whether it did anything. */
    call: <Payload>(key: CommandKey<Payload>, payload?: Payload) => boolean;
  };

  export class Editor {
    static make(): Editor;
    config(configure: (ctx: Ctx) => void): Editor;
    use(plugins: MilkdownPlugin | readonly MilkdownPlugin[]): Editor;
    create(): Promise<Editor>;
    destroy(): Promise<Editor>;
    action<Result>(work: (ctx: Ctx) => Result): Result;
  }

  export const rootCtx: Slice<HTMLElement>;
  export const defaultValueCtx: Slice<string>;
  export const editorViewCtx: Slice<EditorView>;
  export const editorViewOptionsCtx: Slice<Partial<EditorProps>>;
  export const serializerCtx: Slice<(document: Node) => string>;
  export const commandsCtx: Slice<Commands>;
  /** Of remark-stringify. */
  export const remarkStringifyOptionsCtx: Slice<{
    bullet?: "-" | "*" | "+";
    emphasis?: "_" | "*";
    fences?: boolean;
    listItemIndent?: "one" | "tab" | "mixed";
    rule?: "-" | "*" | "_";
  }>;
}

declare module "@milkdown/utils" {
  import type { Ctx, MilkdownPlugin } from "@milkdown/core";
  import type { Plugin } from "@milkdown/prose/state";
  export function $prose(make: (ctx: Ctx) => Plugin): MilkdownPlugin;
}

declare module "@milkdown/plugin-clipboard" {
  import type { MilkdownPlugin } from "@milkdown/core";
  export const clipboard: MilkdownPlugin;
}

declare module "@milkdown/plugin-history" {
  import type { CommandKey, MilkdownPlugin } from "@milkdown/core";
  export const history: readonly MilkdownPlugin[];
  export const undoCommand: { key: CommandKey<unknown> };
  export const redoCommand: { key: CommandKey<unknown> };
}

declare module "@milkdown/preset-commonmark" {
  import type { CommandKey, Ctx, MilkdownPlugin } from "@milkdown/core";
  import type { MarkType, Node, NodeSpec, NodeType } from "@milkdown/prose/model";

  /** Of a syntax tree of Markdown. */
  type Syntax = { type: string; url?: string; alt?: string | null; title?: string | null };
  type Attributes = Record<string, string | null>;
  type Parsing = { addNode: (type: NodeType, attributes: Attributes) => void };
  type Writing = {
    addNode: (type: string, ...more: [undefined, undefined, Attributes]) => void;
  };
  type MarkdownNodeSpec = NodeSpec & {
    parseMarkdown: {
      match: (node: Syntax) => boolean;
      runner: (state: Parsing, node: Syntax, type: NodeType) => void;
    };
    toMarkdown: {
      match: (node: Node) => boolean;
      runner: (state: Writing, node: Node) => void;
    };
  };
  type Command<Payload = unknown> = { key: CommandKey<Payload> };
  type Mark = { type: (ctx: Ctx) => MarkType };
  type MakeSchema = (ctx: Ctx) => MarkdownNodeSpec;

  export const commonmark: readonly MilkdownPlugin[];
  export const imageSchema: {
    extendSchema: (extend: (before: MakeSchema) => MakeSchema) => readonly MilkdownPlugin[];
  };
  export const emphasisSchema: Mark;
  export const inlineCodeSchema: Mark;
  export const linkSchema: Mark;
  export const strongSchema: Mark;
  export const createCodeBlockCommand: Command;
  export const insertHrCommand: Command;
  export const insertImageCommand: Command<{ src?: string; alt?: string; title?: string }>;
  export const toggleEmphasisCommand: Command;
  export const toggleInlineCodeCommand: Command;
  export const toggleLinkCommand: Command<{ href?: string; title?: string }>;
  export const toggleStrongCommand: Command;
  export const turnIntoTextCommand: Command;
  export const updateLinkCommand: Command<{ href?: string; title?: string }>;
  export const wrapInBlockquoteCommand: Command;
  export const wrapInBulletListCommand: Command;
  export const wrapInHeadingCommand: Command<number>;
  export const wrapInOrderedListCommand: Command;
}

declare module "@milkdown/preset-gfm" {
  import type { CommandKey, Ctx, MilkdownPlugin } from "@milkdown/core";
  import type { MarkType } from "@milkdown/prose/model";
  export const gfm: readonly MilkdownPlugin[];
  export const strikethroughSchema: { type: (ctx: Ctx) => MarkType };
  export const insertTableCommand: { key: CommandKey<{ row?: number; col?: number }> };
  export const toggleStrikethroughCommand: { key: CommandKey<unknown> };
}
