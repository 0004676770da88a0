import { type RefObject, useEffect, useRef, useState } from "react";

type Player<Element extends HTMLMediaElement> = {
  ref: RefObject<Element | null>;
  hasFailed: boolean;
  onError: () => void;
};

/**
 * Plays an address. It is given to the element only when the page listens: a short broken file
 * fails before that, and the failure would go unheard.
 */
export function usePlayer<Element extends HTMLMediaElement>(href: string): Player<Element> {
  const ref = useRef<Element>(null);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    if (ref.current) ref.current.src = href;
  }, [href]);
  return { ref, hasFailed, onError: () => setHasFailed(true) };
}
