import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { z } from "zod";
import { Visibility } from "#contract/assets/asset.ts";
import { AssetKind } from "#contract/fields.ts";
import { KindFacts } from "#contract/publishing/publication.ts";
import {
  ANONYMOUS,
  createAccount,
  createOrganisation,
  editOrganisation,
  findNamespace,
  getSystemViewer,
  setMember,
  type Viewer,
} from "../accounts/index.ts";
import { createAsset, markOfficial, setCategories } from "../assets/index.ts";
import type { Context, RequestContext } from "../context.ts";
import { publishAsset } from "../publishing/index.ts";
import {
  type Change,
  commitChanges,
  findRepository,
  requireRepository,
} from "../repositories/index.ts";

const DEMO_FOLDER = join(import.meta.dirname, "..", "..", "demo");

const DemoNamespace = z.object({
  name: z.string(),
  type: z.enum(["user", "organization"]),
  displayName: z.string(),
  bio: z.string(),
  official: z.boolean().default(false),
  members: z.array(z.string()).default([]),
});
const DemoAsset = z.object({
  kind: AssetKind,
  owner: z.string(),
  name: z.string(),
  titleZh: z.string(),
  description: z.string(),
  license: z.string(),
  tasks: z.array(z.string()),
  categories: z.array(z.string()).default([]),
  environment: KindFacts.shape.environment,
  isCodeOpen: KindFacts.shape.isCodeOpen,
  visibility: Visibility,
  folder: z.string(),
  commit: z.string(),
});
const Manifest = z.object({
  namespaces: z.array(DemoNamespace),
  assets: z.array(DemoAsset),
});

/**
 * Fills a gallery with the content of `demo/`, as its demo people. What is there already is left
 * alone, so an interrupted filling goes on at the next start. Demo accounts have no password.
 */
export async function seedDemo(ctx: Context, say: (message: string) => void): Promise<void> {
  const manifest = Manifest.parse(
    JSON.parse(await readFile(join(DEMO_FOLDER, "assets.json"), "utf8")),
  );
  const people = manifest.namespaces.filter(({ type }) => type === "user");
  const organisations = manifest.namespaces.filter(({ type }) => type === "organization");
  for (const person of people) await addPerson(ctx, person);
  for (const organisation of organisations) await addOrganisation(ctx, organisation);
  const missing = await findMissing(ctx, manifest.assets);
  if (missing.length > 0) say(`Adding ${missing.length} demo assets…`);
  for (const asset of missing) {
    const owner = manifest.namespaces.find(({ name }) => name === asset.owner);
    await addAsset(await actingFor(ctx, owner?.members[0] ?? asset.owner), asset, {
      isOfficial: owner?.official ?? false,
    });
  }
}

async function addPerson(ctx: Context, person: z.output<typeof DemoNamespace>): Promise<void> {
  if ((await findNamespace(ctx.db, person.name)) !== undefined) return;
  await createAccount(ctx, {
    name: person.name,
    email: `${person.name}@demo.invalid`,
    password: null,
    nickname: person.displayName,
    bio: person.bio,
  });
}

async function addOrganisation(
  ctx: Context,
  { name, displayName, bio, members }: z.output<typeof DemoNamespace>,
): Promise<void> {
  const [founder, ...others] = members;
  if (founder === undefined || (await findNamespace(ctx.db, name)) !== undefined) return;
  await createOrganisation(await actingFor(ctx, founder), { name, nickname: displayName });
  const owner = await actingFor(ctx, founder);
  await editOrganisation(owner, name, { bio });
  for (const account of others) await setMember(owner, { owner: name, account }, "maintainer");
}

async function findMissing(ctx: Context, assets: z.output<typeof DemoAsset>[]) {
  const missing: z.output<typeof DemoAsset>[] = [];
  for (const asset of assets) {
    const found = await findRepository(contextFor(ctx, ANONYMOUS), asset);
    if (found === undefined) missing.push(asset);
  }
  return missing;
}

async function addAsset(
  ctx: RequestContext,
  asset: z.output<typeof DemoAsset>,
  { isOfficial }: { isOfficial: boolean },
): Promise<void> {
  const { kind, owner, name } = asset;
  await createAsset(ctx, { kind, owner, name });
  const repository = await requireRepository(ctx, { kind, owner, name }, "manage");
  await commitChanges(ctx, repository, {
    branch: repository.defaultBranch,
    title: asset.commit,
    operations: await readFolder(join(DEMO_FOLDER, asset.folder)),
  });
  await setCategories(ctx, { kind, owner, name }, asset.categories);
  if (isOfficial) await markOfficial(ctx.db, repository.id);
  await publishAsset(ctx, asset, {
    visibility: asset.visibility,
    audience: [],
    description: asset.description,
    licence: asset.license,
    tasks: asset.tasks,
    dataTypes: [],
    environment: asset.environment,
    isCodeOpen: asset.isCodeOpen,
    acceptsAgreements: true,
  });
}

async function readFolder(folder: string): Promise<Change[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const changes: Change[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join("/");
    changes.push({ op: "put", path, source: { bytes: await readFile(file) } });
  }
  return changes;
}

async function actingFor(ctx: Context, name: string): Promise<RequestContext> {
  return contextFor(ctx, await getSystemViewer(ctx.db, name));
}

function contextFor(ctx: Context, viewer: Viewer): RequestContext {
  const signal = new AbortController().signal;
  return {
    ...ctx,
    viewer,
    requestId: "demo",
    ipAddress: "",
    baseUrl: ctx.config.url ?? "http://localhost",
    signal,
  };
}
