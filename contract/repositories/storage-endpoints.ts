import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { OwnerStorage, Quota, RepositoryStorage, StoredFile, StoredRepository } from "./storage.ts";

const BASE = "/repositories/:kind/:owner/:name";
const ByOwner = z.object({ owner: z.string().min(1).max(200) });
const WRITERS = { who: "signed-in", scope: "read", right: "write" } as const;
const MEMBERS = { who: "signed-in", scope: "read" } as const;

export const getStorage = endpoint({
  id: "repositories.get-storage",
  method: "GET",
  path: `${BASE}/storage`,
  summary: "What a repository stores, and what its deletion would free",
  access: WRITERS,
  params: Address,
  answer: { status: 200, body: RepositoryStorage },
});

export const listStoredFiles = endpoint({
  id: "repositories.list-stored-files",
  method: "GET",
  path: `${BASE}/storage/files`,
  summary: "Large files of all revisions, largest first",
  access: WRITERS,
  params: Address,
  query: PageQuery,
  answer: { status: 200, body: pageOf(StoredFile) },
});

export const getOwnerStorage = endpoint({
  id: "repositories.get-owner-storage",
  method: "GET",
  path: "/namespaces/:owner/storage",
  summary: "What an account or organisation stores, and its quota; for its members",
  access: MEMBERS,
  params: ByOwner,
  answer: { status: 200, body: OwnerStorage },
});

export const listOwnerRepositories = endpoint({
  id: "repositories.list-owner-repositories",
  method: "GET",
  path: "/namespaces/:owner/storage/repositories",
  summary: "Repositories of an account or organisation by what they store; for its members",
  access: MEMBERS,
  params: ByOwner,
  query: PageQuery,
  answer: { status: 200, body: pageOf(StoredRepository) },
});

export const listStorageOwners = endpoint({
  id: "repositories.list-storage-owners",
  method: "GET",
  path: "/console/storage",
  summary: "Accounts and organisations by what they store",
  access: { who: "administrator", scope: "read" },
  query: PageQuery,
  answer: { status: 200, body: pageOf(OwnerStorage.omit({ underWay: true })) },
});

export const setQuota = endpoint({
  id: "repositories.set-quota",
  method: "PUT",
  path: "/console/quotas/:owner",
  summary: "Set what an account or organisation may store",
  access: { who: "administrator", scope: "write" },
  params: ByOwner,
  body: z.object({ quota: Quota }),
  answer: { status: 200, body: OwnerStorage },
});
