import type { AssetKind } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import {
  type FieldFault,
  findFieldFaults,
  type PublicationDraft,
} from "#contract/publishing/publication-fields.ts";

/**
 * Refuses a publication that does not say what its kind must say.
 * @throws {Problem} `validation-failed`, naming every field and its limit.
 */
export function requireFields(kind: AssetKind, draft: PublicationDraft): void {
  refuseFaults(findFieldFaults(kind, draft));
}

export function refuseFaults(faults: readonly FieldFault[]): void {
  const [first] = faults;
  if (first === undefined) return;
  throw problem("validation-failed", {
    detail: faults.map(({ message }) => message).join("; "),
    issues: faults.map(({ field, code, message, params }) => ({
      pointer: `/${field}`,
      message,
      code,
      params,
    })),
  });
}
