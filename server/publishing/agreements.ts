/** The agreements that publishing needs consent to, in the versions in force (PUB-8). */
export const AGREEMENTS = [
  { agreement: "content-publishing", version: "1.0" },
  { agreement: "service", version: "1.0" },
] as const;
