import { useParams } from "@tanstack/react-router";
import { type AgreementName, agreementOf } from "#contract/accounts/agreement-names.ts";

/** The agreement in the page's address; undefined for one that there is not. */
export function useAgreementName(): AgreementName | undefined {
  const { agreement } = useParams({ strict: false }) as { agreement?: string };
  return agreementOf(agreement);
}
