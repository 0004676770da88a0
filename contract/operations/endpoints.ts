import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Timestamp } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";

export const getSite = endpoint({
  id: "operations.get-site",
  method: "GET",
  path: "/site",
  summary: "What a client must know of this installation: name, address, limits",
  access: { who: "anyone", scope: "read" },
  answer: {
    status: 200,
    body: z.object({
      name: z.string(),
      url: z.string(),
      version: z.string(),
      /** No account exists yet: the next sign-up becomes the administrator. */
      needsFirstAccount: z.boolean(),
      needsSetupCode: z.boolean(),
      isSignUpOpen: z.boolean(),
      /** The provider by which people may sign in, as the button names it; null: none. */
      signInProvider: z.string().nullable(),
      limits: z.object({
        pageFileBytes: z.number(),
        fileBytes: z.number(),
        repositoryBytes: z.number(),
        filesPerCommit: z.number(),
        previewBytes: z.number(),
        datasetUploadFiles: z.number(),
        datasetUploadBytes: z.number(),
        importFiles: z.number(),
        importBytes: z.number(),
      }),
    }),
  },
});

export const listCapturedMails = endpoint({
  id: "operations.list-captured-mails",
  method: "GET",
  path: "/console/mails",
  summary: "Mail that was captured because no SMTP server is configured",
  access: { who: "administrator", scope: "read" },
  query: PageQuery,
  answer: {
    status: 200,
    body: pageOf(
      z.object({
        id: z.string(),
        recipient: z.string(),
        subject: z.string(),
        body: z.string(),
        createdAt: Timestamp,
      }),
    ),
  },
});

export * from "./audit-endpoints.ts";
export * from "./setting-endpoints.ts";
export * from "./word-endpoints.ts";
export * from "./export-endpoints.ts";
