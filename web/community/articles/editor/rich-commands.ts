import { type CommandKey, commandsCtx, type Editor, editorViewCtx } from "@milkdown/core";
import { redoCommand, undoCommand } from "@milkdown/plugin-history";
import {
  createCodeBlockCommand,
  emphasisSchema,
  inlineCodeSchema,
  insertHrCommand,
  insertImageCommand,
  linkSchema,
  strongSchema,
  toggleEmphasisCommand,
  toggleInlineCodeCommand,
  toggleLinkCommand,
  toggleStrongCommand,
  turnIntoTextCommand,
  updateLinkCommand,
  wrapInBlockquoteCommand,
  wrapInBulletListCommand,
  wrapInHeadingCommand,
  wrapInOrderedListCommand,
} from "@milkdown/preset-commonmark";
import {
  insertTableCommand,
  strikethroughSchema,
  toggleStrikethroughCommand,
} from "@milkdown/preset-gfm";
import type { MarkType } from "@milkdown/prose/model";
import { Selection } from "@milkdown/prose/state";
import type { Picture } from "./editor-handle.ts";

export type RichCommand = keyof typeof COMMANDS;

/** What a button does, by its name. */
const COMMANDS = {
  bold: (editor: Editor) => run(editor, toggleStrongCommand.key),
  italic: (editor: Editor) => run(editor, toggleEmphasisCommand.key),
  strike: (editor: Editor) => run(editor, toggleStrikethroughCommand.key),
  code: (editor: Editor) => run(editor, toggleInlineCodeCommand.key),
  bullets: (editor: Editor) => run(editor, wrapInBulletListCommand.key),
  numbers: (editor: Editor) => run(editor, wrapInOrderedListCommand.key),
  quote: (editor: Editor) => run(editor, wrapInBlockquoteCommand.key),
  codeBlock: (editor: Editor) => run(editor, createCodeBlockCommand.key),
  rule: (editor: Editor) => run(editor, insertHrCommand.key),
  table: (editor: Editor) => run(editor, insertTableCommand.key),
  paragraph: (editor: Editor) => run(editor, turnIntoTextCommand.key),
  undo: (editor: Editor) => run(editor, undoCommand.key),
  redo: (editor: Editor) => run(editor, redoCommand.key),
} as const;

function commandsOf(editor: Editor) {
  return editor.action((ctx) => ctx.get(commandsCtx));
}

function run<Payload>(editor: Editor, key: CommandKey<Payload>): void {
  commandsOf(editor).call(key);
}

/** Runs a command and goes back to the text. */
export function runCommand(editor: Editor, command: RichCommand): void {
  COMMANDS[command](editor);
  focus(editor);
}

export function makeHeading(editor: Editor, level: number): void {
  commandsOf(editor).call(wrapInHeadingCommand.key, level);
  focus(editor);
}

/** Where the writer is; at the end of a text that nobody has been in yet. */
export function addPicture(editor: Editor, { address, alt }: Picture): void {
  editor.action((ctx) => {
    const view = ctx.get(editorViewCtx);
    const { state } = view;
    if (!state.selection.eq(Selection.atStart(state.doc))) return;
    const end = state.tr.insert(state.doc.content.size, state.schema.node("paragraph"));
    view.dispatch(end.setSelection(Selection.atEnd(end.doc)));
  });
  commandsOf(editor).call(insertImageCommand.key, { src: address, alt });
  focus(editor);
}

/** Sets, changes or with "" removes the link of the selection. */
export function setLink(editor: Editor, href: string): void {
  const commands = commandsOf(editor);
  const isLinked = marksOf(editor).link;
  if (isLinked && href !== "") commands.call(updateLinkCommand.key, { href });
  else if (isLinked || href !== "") commands.call(toggleLinkCommand.key, { href });
  focus(editor);
}

export function linkOf(editor: Editor): string {
  return editor.action((ctx) => {
    const { $from } = ctx.get(editorViewCtx).state.selection;
    const type = linkSchema.type(ctx);
    const mark = [...$from.marks(), ...($from.nodeAfter?.marks ?? [])].find(
      (each) => each.type === type,
    );
    return (mark?.attrs["href"] as string | undefined) ?? "";
  });
}

/** Which marks the selection has: their buttons are pressed. */
export function marksOf(editor: Editor) {
  return editor.action((ctx) => {
    const { state } = ctx.get(editorViewCtx);
    const { from, to, empty, $from } = state.selection;
    const has = (type: MarkType) =>
      empty
        ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined
        : state.doc.rangeHasMark(from, to, type);
    return {
      bold: has(strongSchema.type(ctx)),
      italic: has(emphasisSchema.type(ctx)),
      strike: has(strikethroughSchema.type(ctx)),
      code: has(inlineCodeSchema.type(ctx)),
      link: has(linkSchema.type(ctx)),
    };
  });
}

function focus(editor: Editor): void {
  editor.action((ctx) => ctx.get(editorViewCtx).focus());
}
