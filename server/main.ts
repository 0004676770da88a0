import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureSetupCode } from "./accounts/index.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { seedDemo } from "./operations/index.ts";
import { DatabaseStartError, MigrationError } from "./platform/database/index.ts";
import { BucketError } from "./platform/storage/index.ts";
import { type Gallery, startGallery } from "./start-gallery.ts";

const USAGE = `Open Gallery

  npm start -- [options]

  --port PORT   port to listen on (GALLERY_PORT, default 7860)
  --host HOST   address to listen on (GALLERY_HOST, default 127.0.0.1)
  --data DIR    data folder (GALLERY_DATA, default .gallery beside package.json)
  --url URL     the address people use, when a proxy stands in front (GALLERY_URL)
  --demo        fill an empty gallery with sample content (GALLERY_DEMO)
  --help        this text

Every setting has an environment variable: see docs/guides/operate.md.
`;

const FLAGS = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  url: { type: "string" },
  demo: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

await main();

async function main(): Promise<void> {
  try {
    const config = readConfiguration();
    if (config === undefined) return;
    const starting = startGallery(config, {
      webFolder: webFolder(),
      notice: say,
      databaseLost: () => fail(new Error("The embedded database has ended: start again")),
    });
    stopOnSignal(starting);
    await greet(await starting);
  } catch (error) {
    fail(error);
  }
}

function readConfiguration(): Config | undefined {
  const { values } = parseArgs({ options: FLAGS, strict: true });
  if (values.help) {
    process.stdout.write(USAGE);
    return undefined;
  }
  return readConfig({
    ...process.env,
    ...(values.port === undefined ? {} : { GALLERY_PORT: values.port }),
    ...(values.host === undefined ? {} : { GALLERY_HOST: values.host }),
    ...(values.data === undefined ? {} : { GALLERY_DATA: values.data }),
    ...(values.url === undefined ? {} : { GALLERY_URL: values.url }),
    ...(values.demo === undefined ? {} : { GALLERY_DEMO: "true" }),
  });
}

async function greet({ ctx, url }: Gallery): Promise<void> {
  const setupCode = await ensureSetupCode(ctx);
  if (ctx.config.demo) await seedDemo(ctx, say);
  say(`Gallery is ready at ${url}`);
  if (setupCode !== null) say(`Setup code for the first administrator: ${setupCode}`);
}

/**
 * The first signal drains and stops, once the start is through, so that it leaves no database
 * behind; a second one ends at once.
 */
function stopOnSignal(starting: Promise<Gallery>): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(130);
    isStopping = true;
    say("Stopping: requests that run are finished first. Press Ctrl-C again to end at once.");
    const gallery = await starting;
    await gallery.stop();
    say("Stopped.");
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      stop().catch(fail);
    });
  }
}

function webFolder(): string | null {
  const folder = join(import.meta.dirname, "..", "web", "dist");
  return existsSync(folder) ? folder : null;
}

function say(message: string): void {
  process.stdout.write(`${message}\n`);
}

/** What an operator can mend is one clear message; anything else is a bug and shows its stack. */
function fail(error: unknown): never {
  const isExpected =
    error instanceof ConfigError ||
    error instanceof DatabaseStartError ||
    error instanceof MigrationError ||
    error instanceof BucketError ||
    isUsageError(error) ||
    isListenError(error);
  if (isExpected && error instanceof Error) {
    const hint = "hint" in error && typeof error.hint === "string" ? `\n${error.hint}` : "";
    process.stderr.write(`${error.message}${hint}\n`);
    process.exit(1);
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

function isUsageError(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")
  );
}

function isListenError(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    ["EADDRINUSE", "EACCES", "EADDRNOTAVAIL"].includes(String(error.code))
  );
}
