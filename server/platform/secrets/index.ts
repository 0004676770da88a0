export { loadMasterKey } from "./master-key.ts";
export { createSealer, type Sealer } from "./seal-text.ts";
export { createSigner, type Signer } from "./sign-payload.ts";
