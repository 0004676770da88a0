import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";

/** Focuses the field that the fragment of the address names, once it is there. */
export function useFieldOfAddress(): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === "") return;
    const field = document.getElementById(hash);
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: "center" });
  }, [hash]);
}
