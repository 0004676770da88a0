import type { EndpointSamples } from "./sample.ts";

export const OPERATION_SAMPLES = {
  "operations.get-site": {},
  "operations.list-captured-mails": {},
  "operations.list-audit-events": {},
  "operations.list-audit-actions": {},
  "operations.get-settings": {},
  "operations.change-settings": { body: {} },
  "operations.list-words": {},
  "operations.add-words": { body: { words: ["***"] } },
  "operations.remove-words": { body: { ids: ["999999999"] } },
  "operations.export-words": {},
  "operations.count-export": {},
  "operations.export-assets": {},
} satisfies EndpointSamples;
