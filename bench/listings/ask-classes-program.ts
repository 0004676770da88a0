import { join } from "node:path";

/** A reader of lists, in a process of its own. */
export const ASK_CLASSES = join(import.meta.dirname, "..", "programs", "ask-classes.ts");
