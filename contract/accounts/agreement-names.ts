/** What people consent to. */
export const AGREEMENTS = ["content-publishing", "service", "data-security"] as const;
export type AgreementName = (typeof AGREEMENTS)[number];

/** Before they publish or comment (PUB-8, ACC-4). */
export const PUBLISHING_AGREEMENTS = [
  "content-publishing",
  "service",
] as const satisfies AgreementName[];
export type PublishingAgreement = (typeof PUBLISHING_AGREEMENTS)[number];

/** Before they subscribe to what is not the operator's own (DIS-5). */
export const SUBSCRIBING_AGREEMENTS = [
  "data-security",
  "service",
] as const satisfies AgreementName[];

/** Those of a list that are among some names, in the order of the list. */
export function agreementsAmong<
  Each extends { agreement: AgreementName },
  Name extends AgreementName,
>(agreements: readonly Each[], names: readonly Name[]): (Each & { agreement: Name })[] {
  return agreements.filter((each): each is Each & { agreement: Name } =>
    names.some((name) => name === each.agreement),
  );
}

/** An agreement by its name in an address; undefined for one that there is not. */
export function agreementOf(name: string | undefined): AgreementName | undefined {
  return AGREEMENTS.find((each) => each === name);
}
