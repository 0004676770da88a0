import { useEffect } from "react";

/**
 * For what takes the focus while it is there, such as a dialog: once it is gone the focus is where
 * it was before, and not lost. Of a menu that has closed meanwhile, that is the button that opened it.
 */
export function useFocusReturn(): void {
  useEffect(() => {
    const before = placeOf(document.activeElement);
    return () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost) before?.focus({ preventScroll: true });
    };
  }, []);
}

function placeOf(focused: Element | null): HTMLElement | null {
  const opener = focused?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const place = opener ? document.getElementById(opener) : focused;
  return place instanceof HTMLElement ? place : null;
}
