import { parentPort } from "node:worker_threads";
import { diffTexts, type TextPair } from "./diff-texts.ts";

/** The thread that compares texts: minutes of work in the worst case, beside the event loop. */
parentPort?.on("message", (pair: TextPair) => {
  parentPort?.postMessage(diffTexts(pair));
});
