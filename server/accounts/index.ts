export { admit } from "./admit.ts";
export { authenticate } from "./authenticate.ts";
export { canCreateIn, canWrite, roleIn } from "./policy.ts";
export { findNamespace, type Namespace, summariseNamespaces } from "./store/namespaces.ts";
export { settleTouches } from "./touch-credentials.ts";
export {
  ANONYMOUS,
  type Anonymous,
  type Credential,
  type Identity,
  type SignedIn,
  systemViewer,
  type Viewer,
} from "./viewer.ts";
