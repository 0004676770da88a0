/**
 * What the secrets of well-known services look like. A prefix that only they have is enough; where a
 * service has none, the name of the setting in front is asked for as well, and enough entropy that a
 * placeholder does not pass. Sources are the services' own descriptions of their token formats, such
 * as https://docs.github.com/authentication (prefixes), https://docs.aws.amazon.com/IAM (unique
 * identifiers), https://huggingface.co/docs/hub/security-tokens and RFC 7468 for private keys.
 */
export type SecretRule = {
  id: string;
  /** Group 1, or else the whole match, is the secret. */
  pattern: RegExp;
  /** Of one character of the secret, in bits. */
  entropy?: number;
};

/** Between words, so that a part of a longer word is not taken for a token. */
const token = (body: string) => new RegExp(`(?<![A-Za-z0-9_-])${body}(?![A-Za-z0-9])`, "g");

/** A setting whose name says that its value is secret: `name = "value"`, `name: value`. */
const named = (name: string, body: string) =>
  new RegExp(`${name}["']?\\s*(?:=>|[:=])\\s*["']?(${body})(?![A-Za-z0-9/+=_-])`, "gi");

export const SECRET_RULES: readonly SecretRule[] = [
  {
    id: "private-key",
    pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/g,
  },
  { id: "gallery-token", pattern: token("hf_og[A-Za-z0-9]{20,}"), entropy: 3 },
  { id: "hugging-face-token", pattern: token("(?:hf|api_org)_(?!og)[A-Za-z0-9]{34}"), entropy: 3 },
  { id: "aws-access-key", pattern: token("(?:AKIA|ASIA)[A-Z2-7]{16}"), entropy: 3 },
  {
    id: "aws-secret-key",
    pattern: named("aws_?(?:secret_?)?(?:access_?)?key", "[A-Za-z0-9/+]{40}"),
    entropy: 4,
  },
  { id: "google-api-key", pattern: token("AIza[A-Za-z0-9_-]{35}"), entropy: 3 },
  { id: "google-oauth-secret", pattern: token("GOCSPX-[A-Za-z0-9_-]{28}"), entropy: 3 },
  {
    id: "azure-storage-key",
    pattern: named("AccountKey", "[A-Za-z0-9+/]{86}=="),
    entropy: 4,
  },
  { id: "aliyun-access-key", pattern: token("LTAI[A-Za-z0-9]{12,24}"), entropy: 3 },
  {
    id: "huawei-secret-key",
    pattern: named("(?:huawei|obs|hw)[a-z_]*secret[a-z_]*", "[A-Za-z0-9]{40}"),
    entropy: 4,
  },
  { id: "tencent-secret-id", pattern: token("AKID[A-Za-z0-9]{32}"), entropy: 3 },
  { id: "github-token", pattern: token("(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{36}"), entropy: 3 },
  { id: "github-token", pattern: token("github_pat_[A-Za-z0-9_]{82}"), entropy: 3 },
  { id: "gitlab-token", pattern: token("glpat-[A-Za-z0-9_-]{20,}"), entropy: 3 },
  {
    id: "openai-key",
    pattern: token("sk-(?!ant-)(?:proj-|svcacct-)?(?=[A-Za-z_-]*\\d)[A-Za-z0-9_-]{40,}"),
    entropy: 3.5,
  },
  { id: "anthropic-key", pattern: token("sk-ant-[A-Za-z0-9_-]{80,}"), entropy: 3.5 },
  { id: "slack-token", pattern: token("xox[abeoprs]-[A-Za-z0-9-]{20,}"), entropy: 2.5 },
  {
    id: "slack-webhook",
    pattern: /https:\/\/hooks\.slack\.com\/services\/[A-Za-z0-9/]{40,}/g,
    entropy: 3,
  },
  { id: "stripe-key", pattern: token("(?:sk|rk)_live_[A-Za-z0-9]{20,}"), entropy: 3 },
  { id: "sendgrid-key", pattern: token("SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"), entropy: 3 },
  { id: "npm-token", pattern: token("npm_[A-Za-z0-9]{36}"), entropy: 3 },
  { id: "pypi-token", pattern: token("pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}"), entropy: 3 },
  { id: "kaggle-key", pattern: named("kaggle_key", "[a-f0-9]{32}"), entropy: 3 },
  {
    id: "modelscope-token",
    pattern: token("ms-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    entropy: 3,
  },
  {
    id: "password-in-address",
    pattern:
      /\b(?:https?|ftp|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|amqp):\/\/[^\s:@/"'<>]{1,64}:([^\s:@/"'<>${}]{6,128})@[\w.-]+/g,
    entropy: 2.5,
  },
  {
    id: "secret-setting",
    pattern: named(
      "(?:api_?key|apikey|secret_?key|client_?secret|access_?token|auth_?token)",
      "[A-Za-z0-9/+=_-]{24,128}",
    ),
    entropy: 4.2,
  },
];
