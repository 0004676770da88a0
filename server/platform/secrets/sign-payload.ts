import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";

const Envelope = z.object({ payload: z.unknown(), expires: z.number() });

/** Signs small payloads that travel through a client, e.g. in an upload address. */
export type Signer = {
  /** URL-safe text that only this installation can make. */
  sign: (purpose: string, payload: unknown, options: { expiresAt: Date }) => string;
  /** The payload; undefined when forged, expired or signed for another purpose. */
  verify: <Schema extends z.ZodType>(
    purpose: string,
    text: string,
    options: { schema: Schema; now: Date },
  ) => z.output<Schema> | undefined;
  /** A digest by which only this installation can recognise a text, and which tells nothing of it. */
  digest: (purpose: string, text: string) => Buffer;
};

/** Keys are derived per purpose (HKDF-SHA256, RFC 5869), so that a signature has one use. */
export function createSigner(masterKey: Buffer): Signer {
  const mac = (purpose: string, text: string): Buffer => {
    const key = hkdfSync("sha256", masterKey, "", `open-gallery ${purpose}`, 32);
    return createHmac("sha256", Buffer.from(key)).update(text).digest();
  };
  return {
    sign(purpose, payload, { expiresAt }) {
      const envelope = JSON.stringify({ payload, expires: expiresAt.getTime() });
      const text = Buffer.from(envelope).toString("base64url");
      return `${text}.${mac(purpose, text).toString("base64url")}`;
    },
    verify(purpose, signed, { schema, now }) {
      const [text = "", signature = ""] = signed.split(".");
      const expected = mac(purpose, text);
      const given = Buffer.from(signature, "base64url");
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      const envelope = Envelope.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
      if (envelope.expires <= now.getTime()) return undefined;
      return schema.parse(envelope.payload);
    },
    digest: mac,
  };
}
