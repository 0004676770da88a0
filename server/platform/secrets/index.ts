export { loadMasterKey } from "./master-key.ts";
export { createSigner, type Signer } from "./sign-payload.ts";
