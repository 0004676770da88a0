import { describe, expect, it } from "vitest";
import {
  hashSecret,
  hintOf,
  isAccessKeyForm,
  isTokenForm,
  matchesHash,
  newAccessKeyName,
  newSecretKey,
  newSessionSecret,
  newSetupCode,
  newTokenSecret,
} from "./secrets.ts";

describe("secrets", () => {
  it("ACC-1: a token begins with hf_og and carries a checksum", () => {
    const token = newTokenSecret();
    expect(token).toMatch(/^hf_og[0-9A-Za-z]{40}$/);
    expect(isTokenForm(token)).toBe(true);
  });

  it("ACC-1: a token with one wrong, missing or added character is known without a query", () => {
    const token = newTokenSecret();
    const place = 12;
    const other = token.charAt(place) === "a" ? "b" : "a";
    expect(isTokenForm(token.slice(0, place) + other + token.slice(place + 1))).toBe(false);
    expect(isTokenForm(token.slice(0, -1))).toBe(false);
    expect(isTokenForm(`${token}a`)).toBe(false);
    expect(isTokenForm(`${token}\n`)).toBe(false);
    expect(isTokenForm("")).toBe(false);
    expect(isTokenForm("hf_og")).toBe(false);
    expect(isTokenForm(token.replace("hf_og", "hf_xx"))).toBe(false);
  });

  it("no secret comes twice, and each is long enough not to be guessed", () => {
    const made = Array.from({ length: 200 }, () => [
      newTokenSecret(),
      newSessionSecret(),
      newSecretKey(),
      newAccessKeyName(),
      newSetupCode(),
    ]).flat();
    expect(new Set(made).size).toBe(made.length);
    expect(Buffer.from(newSessionSecret(), "base64url")).toHaveLength(32);
    expect(newSecretKey()).toMatch(/^[0-9A-Za-z]{40}$/);
  });

  it("the hint of a token shows six of its secret characters at most", () => {
    const token = newTokenSecret();
    const hint = hintOf(token);
    expect(hint).toMatch(/^hf_og[0-9A-Za-z]{2}…[0-9A-Za-z]{4}$/);
    expect(token.startsWith(hint.slice(0, 7))).toBe(true);
    expect(token.endsWith(hint.slice(-4))).toBe(true);
  });

  it("only the secret itself matches its hash", () => {
    const secret = newSecretKey();
    expect(matchesHash(secret, hashSecret(secret))).toBe(true);
    expect(matchesHash(`${secret} `, hashSecret(secret))).toBe(false);
    expect(matchesHash("", hashSecret(secret))).toBe(false);
  });

  it("access keys have a form of their own", () => {
    expect(isAccessKeyForm(newAccessKeyName())).toBe(true);
    expect(isAccessKeyForm("AKOGshort")).toBe(false);
    expect(isAccessKeyForm("AKOG\0AAAAAAAAAAAAAAA")).toBe(false);
  });
});
