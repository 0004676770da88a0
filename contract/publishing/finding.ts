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
    /** Of a kind that must have one, or against its rule. */
    "title",
    /** There is no notebook, or none that can be read (PUB-13). */
    "notebook",
    /** The package of a skill is not there (PUB-21). */
    "package",
    /** An attachment of an article is not what its name says, or there are too many (COM-3). */
    "attachment",
    /** A model made by automatic training, where such are refused (PUB-1). */
    "automatic-training",
    /** Files changed while it was being published (PUB-12). */
    "source-changed",
    /** The bytes of a file were purged: a version would be without it for good. */
    "purged-file",
    /** Words of the operator's list came with a push: a human decides (ACC-7). */
    "sensitive-words",
  ]),
  isBlocking: z.boolean(),
  message: z.string(),
  path: z.string().nullable(),
});
export type Finding = z.infer<typeof Finding>;
