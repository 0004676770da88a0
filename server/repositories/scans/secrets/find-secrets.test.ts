import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";
import { findSecrets } from "./find-secrets.ts";

/** With a mark inside, so that no scanner takes this file for one with secrets. */
const SECRETS: [rule: string, secret: string][] = (
  [
    ["private-key", `-----BEGIN OPENSSH ·PRIVATE KEY-----`],
    ["private-key", `-----BEGIN ·PRIVATE KEY-----`],
    ["gallery-token", `hf_og·7Kq2ZpXw9LmNv4RtYbHs8Jd`],
    ["hugging-face-token", `hf_·QzKmXwVbNpLrTyHsGdJfCaEiUoMkZxWvBn`],
    ["aws-access-key", `AKIA·Q3EGRTZ5KXW2LMNP`],
    ["aws-secret-key", `aws_secret_access_key = ·wJ4lrXUtnF3MI/K7MDENGbPxRfiCYzT9aQe5KsLd`],
    ["google-api-key", `AIza·SyD3kF9xQ7wZ2LmNvB5RtYhGjKpOiUeWaSc`],
    [
      "azure-storage-key",
      `AccountKey=Zk9Zk9Zk9·aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7bC9dE1fG3hI5jK7lM9nO1pQ3rS5tU7vW9xY1zQ==`,
    ],
    ["aliyun-access-key", `LTAI·5tQwErTyUiOpAsDfGhJk`],
    ["github-token", `ghp_·a9B8c7D6e5F4g3H2i1J0k9L8m7N6o5P4q3R2`],
    ["gitlab-token", `glpat-·x7Kq2ZpXw9LmNv4RtYbH`],
    ["openai-key", `sk-proj-·a9B8c7D6e5F4g3H2i1J0k9L8m7N6o5P4q3R2s1T0`],
    ["slack-token", `xoxb-·2345678901-qWeRtYuIoPlKjHg`],
    ["stripe-key", `sk_live_·4eC39HqLyjWDarjtT1zdp7dc`],
    ["npm-token", `npm_·a9B8c7D6e5F4g3H2i1J0k9L8m7N6o5P4q3R2`],
    ["modelscope-token", `ms-·3f2a9c1e-7b4d-4e8f-a1c6-9d0e5b7f2a48`],
    ["password-in-address", `postgres://app:·s3cr3t-Pq9x@db.example.net/app`],
    ["secret-setting", `api_key: "·Zx9Kq2WpLm7NvRtYbHs4JdQe8Uc"`],
  ] as const
).map(([rule, secret]) => [rule, whole(secret)]);

function whole(marked: string): string {
  return marked.replaceAll("·", "");
}

describe("PLT-5: secrets in texts", () => {
  it.each(SECRETS)(
    "PLT-5: finds a %s on its line and tells no more than its beginning",
    (rule, secret) => {
      const found = findSecrets(`first\r\nsecond\n\nvalue = ${secret}\nlast`);
      expect(found).toMatchObject([{ rule, line: 4 }]);
      if (rule === "private-key") return;
      const value = secret.match(/[\w+/-]{10,}/g)?.at(-1) ?? secret;
      expect(found[0]?.masked).toMatch(/^.{4}\*{8}$/);
      expect(JSON.stringify(found)).not.toContain(value.slice(0, 8));
    },
  );

  it.each([
    "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "hf_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    `AKIA·IOSFODNN7EXAMPLE`,
    "api_key = os.environ['API_KEY']",
    'api_key: "YOUR_API_KEY_GOES_HERE_1234567890"',
    "token = tokenizer.convert_ids_to_tokens(output)",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "https://user:${PASSWORD}@example.org/",
    "see sk-learn-contrib-and-some-more-words-in-a-row for details",
    "-----BEGIN PUBLIC KEY-----",
    "-----BEGIN CERTIFICATE-----",
    '"model.layers.0.self_attn.q_proj.weight": "model-00001-of-00002.safetensors"',
  ])("PLT-5: takes no placeholder, name or hash for one: %s", (line) => {
    expect(findSecrets(whole(line))).toEqual([]);
  });

  it("PLT-5: one secret is told once, by its own name", () => {
    const secret = `sk-ant-${"api03-Zx9Kq2WpLm7NvRtYbHs4JdQe8Uc".repeat(3)}`;
    expect(
      findSecrets(whole(`access_token = "ghp_·a9B8c7D6e5F4g3H2i1J0k9L8m7N6o5P4q3R2"`)),
    ).toHaveLength(1);
    expect(findSecrets(secret)).toHaveLength(1);
  });

  it("PLT-5: goes over lines of data, and stops at a hundred findings", () => {
    const [, token] = SECRETS[4] ?? ["", ""];
    expect(findSecrets(`${"x".repeat(20_001)} ${token}`)).toEqual([]);
    expect(findSecrets(`${token}\n`.repeat(500))).toHaveLength(100);
  });

  it("PLT-5: reads UTF-8 and UTF-16, and takes other bytes for no text", () => {
    expect(decodeText(Buffer.from("密钥"))).toBe("密钥");
    expect(decodeText(Buffer.from("\uFEFFkey", "utf16le"))).toBe("key");
    expect(decodeText(Buffer.from([0xff, 0xd8, 0xff]))).toBeUndefined();
    expect(decodeText(Buffer.from("a\0b"))).toBeUndefined();
  });
});
