import { useLocalStorage } from "@mantine/hooks";
import type { WizardValues } from "./wizard-values.ts";

/**
 * What is being written for a publication: it survives an error, a closed dialog, a reload and an
 * ended session, and is forgotten once it was submitted. Consent is given anew each time.
 */
export function usePublishDraft(
  assetId: string,
  proposed: WizardValues,
): {
  values: WizardValues;
  change: (change: Partial<WizardValues>) => void;
  forget: () => void;
  /** Something of it was written before the dialog was opened, and not submitted. */
  isKept: boolean;
} {
  const [kept, setKept, forget] = useLocalStorage<Partial<WizardValues>>({
    key: `gallery.publication ${assetId}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  return {
    values: { ...proposed, ...kept },
    change: (change) => setKept((before) => ({ ...before, ...change })),
    forget,
    isKept: Object.keys(kept).length > 0,
  };
}
