import { inspectFile } from "../../platform/formats/pickle/inspect-file.ts";
import { type ImportLevel, worse } from "../../platform/formats/pickle/judge-import.ts";
import type { FoundImport, FoundProblem } from "../../platform/formats/pickle/inspection.ts";
import type { RandomAccess } from "../../platform/formats/random-access.ts";
import { INSPECTION_LIMITS, TEXT_LIMIT_BYTES } from "./limits.ts";
import { findSecrets, type FoundSecret } from "./secrets/find-secrets.ts";
import { decodeText } from "./secrets/decode-text.ts";

export type Inspected = {
  level: ImportLevel;
  pickles: number;
  imports: FoundImport[];
  problems: FoundProblem[];
  sealed: string | null;
  secrets: FoundSecret[];
};

const SECRET_LEVEL = "suspicious";

/** What a file's bytes tell, without its name: pickles wherever they hide, and secrets in texts. */
export async function inspectContent(file: RandomAccess): Promise<Inspected> {
  const { level, pickles, imports, problems, sealed } = await inspectFile(file, INSPECTION_LIMITS);
  const text = file.sizeBytes <= TEXT_LIMIT_BYTES ? await readText(file) : undefined;
  const secrets = text === undefined ? [] : findSecrets(text);
  return {
    level: secrets.length === 0 ? level : worse(level, SECRET_LEVEL),
    pickles,
    imports,
    problems,
    sealed,
    secrets,
  };
}

async function readText(file: RandomAccess): Promise<string | undefined> {
  return decodeText(await file.read(0, file.sizeBytes));
}
