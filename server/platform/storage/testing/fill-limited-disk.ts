import { isProblem } from "#contract/problems.ts";
import { openDirectoryStore } from "../directory-store.ts";
import { patternFrom } from "./pattern.ts";

/** Run as its own process under a limit of the file size: `<root> <size>`. Says how each try ended. */
const [root = "", size = "0"] = process.argv.slice(2);

const store = await openDirectoryStore(root);
await tell("write", () => store.write(patternFrom(0, Number(size))));
await tell("open", () => store.openStaging(Number(size)));
await store.close();

async function tell(label: string, attempt: () => Promise<unknown>): Promise<void> {
  try {
    await attempt();
    process.stdout.write(`${label} succeeded\n`);
  } catch (error) {
    process.stdout.write(`${label} ${isProblem(error) ? error.code : String(error)}\n`);
  }
}
