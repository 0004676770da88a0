import { hash, verify } from "@node-rs/argon2";

/** OWASP's recommendation for Argon2id (the library's default variant): 19 MiB, two passes. */
const PARAMETERS = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;

/**
 * Hashes a password with Argon2id and a random salt, as a PHC string. Passwords are compared in
 * Unicode form NFKC, as another keyboard may type the same characters otherwise (RFC 8265).
 */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), PARAMETERS);
}

/** A hash that no password is known for; verifying against it costs what a real one costs. */
let decoy: Promise<string> | undefined;

/**
 * Is this the password? Without a hash (no such account, no password set) the same work is done
 * before saying no, so that the time of an answer does not tell which accounts exist.
 */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID());
  const matches = await verify(passwordHash ?? (await decoy), password.normalize("NFKC"));
  return matches && passwordHash !== null && passwordHash !== undefined;
}
