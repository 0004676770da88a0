import type { Session } from "./session.ts";

/** What a command file needs of the program around it. */
export type Runner = {
  /** Runs a handler and prints what it gives: `linesOf` for people, as it is for --json. */
  run: <Data>(
    handler: (session: Session) => Promise<Data>,
    linesOf: (data: Data) => readonly string[],
  ) => Promise<void>;
  /** Runs a handler that gives a long list, printed while it comes. */
  runList: <Item>(
    handler: (session: Session) => Promise<AsyncIterable<Item>>,
    lineOf: (item: Item) => string,
  ) => Promise<void>;
};
