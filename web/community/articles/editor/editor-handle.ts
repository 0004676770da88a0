/** What the page asks of whichever editor is open. */
export type EditorHandle = {
  /** Markdown that was not told yet; null where there is none. */
  flush: () => string | null;
  insertPicture: (picture: Picture) => void;
  focus: () => void;
};

export type Picture = {
  /** As the text names it: relative to the repository, encoded. */
  address: string;
  alt: string;
};
