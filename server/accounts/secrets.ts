import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const UPPER32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Secret scanners know a leaked token by it; hub clients expect `hf_`. */
const TOKEN_PREFIX = "hf_og";
const TOKEN_RANDOM = 34;
const TOKEN_CHECKSUM = 6;
const TOKEN_FORM = new RegExp(`^${TOKEN_PREFIX}[0-9A-Za-z]{${TOKEN_RANDOM + TOKEN_CHECKSUM}}$`);

/** What is stored of a secret. Secrets are random and long, so a fast hash is enough. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** Does the secret have this stored hash? In constant time. */
export function matchesHash(secret: string, hash: Buffer): boolean {
  return timingSafeEqual(hashSecret(secret), hash);
}

/** The secret of a session cookie: 256 random bits. */
export function newSessionSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** A token of 202 random bits and a checksum: `hf_og` and 40 letters or digits. */
export function newTokenSecret(): string {
  const body = TOKEN_PREFIX + randomText(BASE62, TOKEN_RANDOM);
  return body + checksum(body);
}

/** Could this be one of our tokens? A typing error or a forgery is known without a query. */
export function isTokenForm(secret: string): boolean {
  if (!TOKEN_FORM.test(secret)) return false;
  return secret.slice(-TOKEN_CHECKSUM) === checksum(secret.slice(0, -TOKEN_CHECKSUM));
}

/** The first and last characters of a token: enough to recognise it, nothing to guess it by. */
export function hintOf(secret: string): string {
  return `${secret.slice(0, TOKEN_PREFIX.length + 2)}…${secret.slice(-4)}`;
}

/** `AKOG` and 16 letters or digits: public, it names a key pair. */
export function newAccessKeyName(): string {
  return `AKOG${randomText(UPPER32, 16)}`;
}

export function isAccessKeyForm(accessKey: string): boolean {
  return /^AKOG[A-Z2-7]{16}$/.test(accessKey);
}

/** The secret half of a key pair: 238 random bits. */
export function newSecretKey(): string {
  return randomText(BASE62, 40);
}

/** The code of the first sign-up: four groups of four letters or digits, 80 random bits. */
export function newSetupCode(): string {
  return Array.from({ length: 4 }, () => randomText(UPPER32, 4)).join("-");
}

/** CRC-32 in base 62, as secret scanners check it. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = "";
  for (let place = 0; place < TOKEN_CHECKSUM; place += 1) {
    digits = BASE62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
