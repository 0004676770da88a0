import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Whose text it is, and what for: it opens for nothing else, so that no row can take another's. */
export type SealPlace = { purpose: string; owner: string };

/** Keeps secrets of others that must be told again, e.g. to a server that wants them signed with. */
export type Sealer = {
  /** URL-safe text that only this installation can open; different each time. */
  seal: (place: SealPlace, text: string) => string;
  /** The text; undefined when it was changed, belongs elsewhere or another master key sealed it. */
  open: (place: SealPlace, sealed: string) => string | undefined;
};

/** AES-256-GCM (NIST SP 800-38D) with a key for each purpose (HKDF-SHA256, RFC 5869). */
export function createSealer(masterKey: Buffer): Sealer {
  const keyOf = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", masterKey, "", `open-gallery seal ${purpose}`, 32));
  return {
    seal({ purpose, owner }, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", keyOf(purpose), nonce);
      cipher.setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open({ purpose, owner }, sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", keyOf(purpose), nonce, {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(owner));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([body, decipher.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
