/**
 * Everything that can be configured. `keys` are the names in config.env and, as they are, in the
 * environment; `variable` is our own environment variable; `flag` the option of every command.
 */
export const SETTINGS = {
  endpoint: {
    keys: ["repo_url", "endpoint"],
    variable: "GALLERY_ENDPOINT",
    flag: "--endpoint <url>",
    about: "address of the gallery (default http://127.0.0.1:7860)",
  },
  token: {
    keys: ["token"],
    variable: "GALLERY_TOKEN",
    flag: "--token <token>",
    about: "access token, instead of the one that login stored",
  },
  accessKey: {
    keys: ["iam_ak", "access_key"],
    variable: "GALLERY_ACCESS_KEY",
    flag: "--access-key <key>",
    about: "access key, with --secret-key",
  },
  secretKey: {
    keys: ["iam_sk", "secret_key"],
    variable: "GALLERY_SECRET_KEY",
    flag: "--secret-key <key>",
    about: "secret key, with --access-key",
  },
  user: {
    keys: ["iam_user", "user"],
    variable: "GALLERY_USER",
    flag: "--user <name>",
    about: "account name or e-mail address, with --password",
  },
  password: {
    keys: ["iam_password", "password"],
    variable: "GALLERY_PASSWORD",
    flag: "--password <password>",
    about: "password of --user",
  },
  account: {
    keys: ["iam_domain", "account"],
    variable: "GALLERY_ACCOUNT",
    flag: "--account <id>",
    about: "account ID or name that the credentials must belong to",
  },
  signInUrl: {
    keys: ["iam_url", "sign_in_url"],
    variable: "GALLERY_SIGN_IN_URL",
    flag: "--sign-in-url <url>",
    about: "address that signs in (default: the endpoint)",
  },
  project: {
    keys: ["iam_project"],
    variable: "GALLERY_PROJECT",
    flag: "--project <name>",
    about: "taken for the sake of existing configurations; a gallery has no projects",
  },
  timeoutSeconds: {
    keys: ["iam_timeout", "timeout"],
    variable: "GALLERY_TIMEOUT",
    flag: "--timeout <seconds>",
    about: "to connect, or without a byte while receiving; never of a whole transfer (default 5)",
  },
  cachedDir: {
    keys: ["cached_dir"],
    variable: "GALLERY_CACHED_DIR",
    flag: "--cached-dir <dir>",
    about: "where downloads and the token are kept (default ~/.cache/gallery)",
  },
  encryptFunction: {
    keys: ["sdk_encrypt_implementation_func", "encrypt_function"],
    variable: "GALLERY_ENCRYPT_FUNCTION",
    flag: "--encrypt-function <module:function>",
    about: "encrypts the stored token",
  },
  decryptFunction: {
    keys: ["sdk_decrypt_implementation_func", "decrypt_function"],
    variable: "GALLERY_DECRYPT_FUNCTION",
    flag: "--decrypt-function <module:function>",
    about: "decrypts {Crypto} values and the stored token",
  },
} as const;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** What one place (file, environment or command line) sets. */
export type Layer = Partial<Record<SettingName, string>>;

/** Values that are secrets: decrypted when they begin with {Crypto}, never printed. */
export const SECRETS = ["token", "accessKey", "secretKey", "password"] as const;
export type SecretName = (typeof SECRETS)[number];
