import { useLocalStorage } from "@mantine/hooks";

/**
 * A text that is being written: it survives a reload, a closed page and an ended session, and is
 * forgotten once it is sent.
 * @param name what it is for, `alice/model#3`.
 */
export function useDraft(name: string): {
  text: string;
  setText: (text: string) => void;
  forget: () => void;
} {
  const [text, setText, forget] = useLocalStorage({
    key: `gallery.draft ${name}`,
    defaultValue: "",
    getInitialValueInEffect: false,
  });
  // An emptied draft leaves nothing behind on the device.
  const write = (words: string) => (words === "" ? forget() : setText(words));
  return { text, setText: write, forget };
}
