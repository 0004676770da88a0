export { boundMarks, removeUnseen, simplify } from "./characters.ts";
export { findSensitiveWords } from "./find-sensitive-words.ts";
export { normaliseText, normaliseWord } from "./normalise.ts";
export { refuseSensitiveWords } from "./refuse-sensitive-words.ts";
export {
  changeRevision,
  countWords,
  deleteWords,
  insertWords,
  listWords,
  loadWords,
  type SensitiveWord,
} from "./store.ts";
