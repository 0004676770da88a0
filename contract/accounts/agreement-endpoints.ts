import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { PageQuery, pageOf } from "../paging.ts";
import {
  Agreement,
  AgreementName,
  AgreementRecord,
  AgreementText,
  AgreementVersion,
  NewAgreementVersion,
} from "./agreement.ts";

const ByAgreement = z.object({ agreement: AgreementName });
const CONSOLE = "/console/agreements/:agreement/versions";

export const listAgreements = endpoint({
  id: "accounts.list-agreements",
  method: "GET",
  path: "/agreements",
  summary: "The agreements in the versions in force, and when the caller consented to them",
  access: { who: "anyone", scope: "read" },
  answer: { status: 200, body: z.object({ items: z.array(Agreement) }) },
});

export const getAgreement = endpoint({
  id: "accounts.get-agreement",
  method: "GET",
  path: "/agreements/:agreement",
  summary: "The text of an agreement, in the version in force or another one",
  access: { who: "anyone", scope: "read" },
  params: ByAgreement,
  query: z.object({ version: AgreementVersion.optional() }),
  answer: { status: 200, body: AgreementText },
});

export const listAgreementVersions = endpoint({
  id: "accounts.list-agreement-versions",
  method: "GET",
  path: CONSOLE,
  summary: "The history of an agreement, newest first",
  access: { who: "administrator", scope: "read" },
  params: ByAgreement,
  query: PageQuery,
  answer: { status: 200, body: pageOf(AgreementRecord) },
});

export const writeAgreement = endpoint({
  id: "accounts.write-agreement",
  method: "POST",
  path: CONSOLE,
  summary: "Write the next version of an agreement: from then on consent to it is asked for",
  access: { who: "administrator", scope: "write" },
  params: ByAgreement,
  body: NewAgreementVersion,
  answer: { status: 201, body: AgreementRecord },
  problems: ["agreement-version-stale"],
});

export const withdrawAgreement = endpoint({
  id: "accounts.withdraw-agreement",
  method: "DELETE",
  path: `${CONSOLE}/:version`,
  summary: "Withdraw a version that has not come into force",
  access: { who: "administrator", scope: "write" },
  params: ByAgreement.extend({ version: AgreementVersion }),
  answer: { status: 204 },
  problems: ["agreement-in-force"],
});
