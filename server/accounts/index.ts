export { admit } from "./admit.ts";
export { currentAgreements } from "./agreements/current-agreements.ts";
export { requireConsent } from "./agreements/require-consent.ts";
export { authenticate } from "./authenticate.ts";
export { createAccount, type NewAccount } from "./create-account.ts";
export { createOrganisation } from "./create-organisation.ts";
export { createToken } from "./create-token.ts";
export { editAccount } from "./edit-account.ts";
export { editOrganisation } from "./edit-organisation.ts";
export { ensureSetupCode, isSetupCodeNeeded } from "./ensure-setup-code.ts";
export { findNamespaces } from "./find-namespaces.ts";
export { getOwnAccount } from "./get-own-account.ts";
export { getProfile } from "./get-profile.ts";
export { getSystemViewer } from "./get-system-viewer.ts";
export { grantGrowth } from "./growth/grant-growth.ts";
export { handleAccountJobs } from "./jobs.ts";
export { listMembers } from "./list-members.ts";
export { notify } from "./notices/notify.ts";
export { requireMailedNotices } from "./notices/require-mailed-notices.ts";
export { requireOnboarded } from "./onboarding/require-onboarded.ts";
export { canCreateIn } from "./policy.ts";
export type { CredentialOptions } from "./read-credential.ts";
export { requireAccount, requireAdministrator } from "./require-account.ts";
export { isReservedName } from "./reserved-names.ts";
export { resetPassword } from "./reset-password.ts";
export { type AccountPorts, accountsRoutes } from "./routes.ts";
export { setAdministrator } from "./set-administrator.ts";
export { setMember } from "./set-member.ts";
export {
  findAccountsByName,
  findEmails,
  type FoundAccount,
  hasAccounts,
} from "./store/accounts.ts";
export {
  findNamespace,
  type Namespace,
  summariseNamespaces,
  summaryJson,
  toSummary,
} from "./store/namespaces.ts";
export { findRole } from "./store/organisations.ts";
export { findProfile } from "./store/profiles.ts";
export { accountDeleted, accountDeleting, type LeavingAccount, namespaceEdited } from "./events.ts";
export { listAdministrators, listManagers } from "./store/recipients.ts";
export { findToken } from "./store/tokens.ts";
export { suspendAccount } from "./suspend-account.ts";
export { settleTouches } from "./touch-credentials.ts";
export { verifyEmail } from "./verify-email.ts";
export {
  ANONYMOUS,
  type Anonymous,
  callerOf,
  callerOfAccount,
  type Credential,
  type Identity,
  type SignedIn,
  type Viewer,
} from "./viewer.ts";
