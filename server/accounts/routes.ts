import * as endpoints from "#contract/accounts/endpoints.ts";
import type { RequestContext } from "../context.ts";
import type { Mount } from "../platform/http/index.ts";
import { agreementRoutes } from "./agreements/routes.ts";
import { changePassword } from "./change-password.ts";
import { createAccessKey } from "./create-access-key.ts";
import { createOrganisation } from "./create-organisation.ts";
import { createToken } from "./create-token.ts";
import type { DeletionPorts } from "./deletion/plan-deletion.ts";
import { deletionRoutes } from "./deletion/routes.ts";
import { editAccount } from "./edit-account.ts";
import { editOrganisation } from "./edit-organisation.ts";
import { exchangeAccessKey } from "./exchange-access-key.ts";
import { externalLoginRoutes } from "./external/routes.ts";
import { findPeople } from "./find-people.ts";
import type { GrowthPorts } from "./growth/list-growth.ts";
import { growthRoutes } from "./growth/routes.ts";
import { getProfile } from "./get-profile.ts";
import { getSession } from "./get-session.ts";
import { listAccounts } from "./list-accounts.ts";
import { listAccessKeys } from "./list-access-keys.ts";
import { listMembers } from "./list-members.ts";
import { listSessions } from "./list-sessions.ts";
import { listTokens } from "./list-tokens.ts";
import { noticeRoutes } from "./notices/routes.ts";
import { onboardingRoutes } from "./onboarding/routes.ts";
import { refuseForeignSignIn } from "./refuse-foreign-sites.ts";
import { removeMember } from "./remove-member.ts";
import { revokeAccessKey } from "./revoke-access-key.ts";
import { revokeSession } from "./revoke-session.ts";
import { revokeToken } from "./revoke-token.ts";
import { sendAvatar } from "./send-avatar.ts";
import { clearSessionCookie, setSessionCookie } from "./session-cookie.ts";
import { setAdministrator } from "./set-administrator.ts";
import { setIdentity } from "./set-identity.ts";
import { removeAvatar, setAvatar } from "./set-avatar.ts";
import { setMember } from "./set-member.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { signUp } from "./sign-up.ts";
import { restoreAccount, suspendAccount } from "./suspend-account.ts";
import type { TokenPorts } from "./token-ports.ts";

/** What accounts need of later words, which `app.ts` hands in. */
export type AccountPorts = TokenPorts & GrowthPorts & DeletionPorts;

/** Puts the accounts' endpoints on the server. */
export function accountsRoutes(mount: Mount<RequestContext>, ports: AccountPorts): void {
  sessionRoutes(mount);
  externalLoginRoutes(mount);
  ownAccountRoutes(mount);
  credentialRoutes(mount, ports);
  organisationRoutes(mount);
  noticeRoutes(mount);
  onboardingRoutes(mount);
  agreementRoutes(mount);
  growthRoutes(mount, ports);
  deletionRoutes(mount, ports);
  administrationRoutes(mount);
}

function sessionRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.signUp, async ({ ctx, body, request, reply }) => {
    refuseForeignSignIn(ctx.config, request);
    const device = { userAgent: request.headers["user-agent"] ?? "" };
    const { account, sessionSecret } = await signUp(ctx, body, device);
    setSessionCookie(ctx.config, { request, reply, secret: sessionSecret });
    return account;
  });
  mount(endpoints.signIn, async ({ ctx, body, request, reply }) => {
    refuseForeignSignIn(ctx.config, request);
    const device = { userAgent: request.headers["user-agent"] ?? "" };
    const { account, sessionSecret } = await signIn(ctx, body, device);
    setSessionCookie(ctx.config, { request, reply, secret: sessionSecret });
    return account;
  });
  mount(endpoints.signOut, async ({ ctx, request, reply }) => {
    await signOut(ctx);
    clearSessionCookie(ctx.config, { request, reply });
  });
  mount(endpoints.getSession, ({ ctx }) => getSession(ctx));
  mount(endpoints.listSessions, ({ ctx, query }) => listSessions(ctx, query));
  mount(endpoints.revokeSession, ({ ctx, params }) => revokeSession(ctx, params.id));
}

function ownAccountRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.editAccount, ({ ctx, body }) => editAccount(ctx, body));
  mount(endpoints.setAvatar, ({ ctx, request }) => setAvatar(ctx, request.raw));
  mount(endpoints.removeAvatar, ({ ctx }) => removeAvatar(ctx));
  mount(endpoints.getAvatar, ({ ctx, params, request, reply }) =>
    sendAvatar(ctx, params.owner, { request, reply }),
  );
  mount(endpoints.changePassword, ({ ctx, body }) => changePassword(ctx, body));
  mount(endpoints.findPeople, ({ ctx, query }) => findPeople(ctx, query));
  mount(endpoints.getProfile, ({ ctx, params }) => getProfile(ctx, params.owner));
}

function credentialRoutes(mount: Mount<RequestContext>, ports: TokenPorts): void {
  mount(endpoints.listTokens, ({ ctx, query }) => listTokens(ctx, query));
  mount(endpoints.createToken, ({ ctx, body }) => createToken(ctx, body, ports));
  mount(endpoints.revokeToken, ({ ctx, params }) => revokeToken(ctx, params.id));
  mount(endpoints.listAccessKeys, ({ ctx, query }) => listAccessKeys(ctx, query));
  mount(endpoints.createAccessKey, ({ ctx, body }) => createAccessKey(ctx, body));
  mount(endpoints.revokeAccessKey, ({ ctx, params }) => revokeAccessKey(ctx, params.id));
  mount(endpoints.exchangeAccessKey, ({ ctx, body }) => exchangeAccessKey(ctx, body));
}

function organisationRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.createOrganisation, ({ ctx, body }) => createOrganisation(ctx, body));
  mount(endpoints.editOrganisation, ({ ctx, params, body }) =>
    editOrganisation(ctx, params.owner, body),
  );
  mount(endpoints.listMembers, ({ ctx, params, query }) => listMembers(ctx, params.owner, query));
  mount(endpoints.setMember, ({ ctx, params, body }) => setMember(ctx, params, body.role));
  mount(endpoints.removeMember, ({ ctx, params }) => removeMember(ctx, params));
}

function administrationRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.listAccounts, ({ ctx, query }) => listAccounts(ctx, query));
  mount(endpoints.setAccountState, ({ ctx, params, body }) =>
    body.state === "suspended"
      ? suspendAccount(ctx, params.account)
      : restoreAccount(ctx, params.account),
  );
  mount(endpoints.setIdentity, ({ ctx, params, body }) => setIdentity(ctx, params.account, body));
  mount(endpoints.setAdministrator, ({ ctx, params, body }) =>
    setAdministrator(ctx, params.account, body.isAdmin),
  );
}
