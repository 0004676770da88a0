import { useEffect, useEffectEvent, useState } from "react";

/**
 * Files that are dropped anywhere on the page, unless the editor has taken them.
 * @returns whether files are held over the page.
 */
export function useDropAnywhere(onFiles: (files: File[]) => boolean): boolean {
  const [isOver, setIsOver] = useState(false);
  const drop = useEffectEvent((transfer: DataTransfer) => onFiles([...transfer.files]));
  useEffect(() => {
    const listening = new AbortController();
    const listen = (name: "dragover" | "dragleave" | "drop", hear: (event: DragEvent) => void) =>
      document.addEventListener(name, hear, { signal: listening.signal });
    listen("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setIsOver(true);
    });
    listen("dragleave", (event) => {
      if (event.relatedTarget === null) setIsOver(false);
    });
    listen("drop", (event) => {
      setIsOver(false);
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      drop(event.dataTransfer);
    });
    return () => listening.abort();
  }, []);
  return isOver;
}
