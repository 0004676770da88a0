import { z } from "zod";

/** One result of an automatic check; a blocking one fails or rejects the publication. */
export const Finding = z.object({
  check: z.enum([
    "description",
    "licence",
    "task",
    "data-type",
    "files",
    "card",
    /** A file of the custom-model contract is missing, empty or invalid. */
    "contract",
    /** A virus scanner knows the file. */
    "malware",
    /** Loading the file runs code that can do anything: a human decides. */
    "unsafe-file",
    /** What loading the file does is not wholly known. */
    "suspicious-file",
    "secret",
    "unscanned-file",
    /** The bytes of a file were purged: a version would be without it for good. */
    "purged-file",
  ]),
  isBlocking: z.boolean(),
  message: z.string(),
  path: z.string().nullable(),
});
export type Finding = z.infer<typeof Finding>;
