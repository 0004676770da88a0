import type { Profile } from "#contract/accounts/account.ts";
import type { NamespaceSummary } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { getProfile, listMembers } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import type { Hub } from "./hub.ts";
import { linkNextPage } from "./link-next-page.ts";
import { queryNumber, queryValue } from "./query.ts";

/** People and organisations, as far as their pages show them. Nobody follows anybody here. */
export function peopleRoutes(hub: Hub): void {
  const { app, contextOf } = hub;
  nobodyFollows(hub);
  app.get("/api/users/:user/overview", async (request) => {
    const ctx = await contextOf(request);
    const profile = await profileOf(ctx, (request.params as { user: string }).user, "user");
    return { ...presentPerson(ctx, profile), orgs: profile.members.map(presentOrganisation(ctx)) };
  });
  app.get("/api/organizations/:organisation/overview", async (request) => {
    const ctx = await contextOf(request);
    const { organisation } = request.params as { organisation: string };
    const profile = await profileOf(ctx, organisation, "organisation");
    return { ...presentOrganisation(ctx)(profile), details: profile.bio, isFollowing: false };
  });
  app.get("/api/organizations/:organisation/members", async (request, reply) => {
    const ctx = await contextOf(request);
    const { organisation } = request.params as { organisation: string };
    const cursor = queryValue(request, "cursor");
    const limit = queryNumber(request, "limit", { fallback: 100, max: 100 });
    const page = await listMembers(ctx, organisation, { cursor, limit });
    linkNextPage({ request, reply }, ctx.baseUrl, page.nextCursor);
    return page.items.map((member) => presentPerson(ctx, member));
  });
}

/** Empty pages for whoever is there, so that clients need no case for us. */
function nobodyFollows({ app, contextOf }: Hub): void {
  for (const list of ["followers", "following"]) {
    app.get(`/api/users/:user/${list}`, async (request) => {
      await profileOf(await contextOf(request), (request.params as { user: string }).user, "user");
      return [];
    });
  }
  app.get("/api/organizations/:organisation/followers", async (request) => {
    const { organisation } = request.params as { organisation: string };
    await profileOf(await contextOf(request), organisation, "organisation");
    return [];
  });
}

/** @throws {Problem} `not-found`, also for what is not of this kind. */
async function profileOf(
  ctx: RequestContext,
  name: string,
  kind: Profile["kind"],
): Promise<Profile> {
  const profile = await getProfile(ctx, name);
  if (profile.kind !== kind) throw problem("not-found", { detail: `${name} does not exist` });
  return profile;
}

type Shown = Pick<NamespaceSummary, "name" | "nickname" | "avatarUrl">;

function presentPerson(ctx: RequestContext, { name, nickname, avatarUrl }: Shown) {
  return {
    type: "user",
    user: name,
    fullname: nickname || name,
    avatarUrl: absolute(ctx, avatarUrl),
    isPro: false,
    isFollowing: false,
  };
}

function presentOrganisation(ctx: RequestContext) {
  return ({ name, nickname, avatarUrl }: Shown) => ({
    type: "org",
    name,
    fullname: nickname || name,
    avatarUrl: absolute(ctx, avatarUrl),
  });
}

function absolute({ baseUrl }: RequestContext, path: string | null): string {
  return path === null ? "" : baseUrl + path;
}
