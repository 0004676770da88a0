import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { UsageError } from "../exit-codes.ts";
import { loadModule } from "./load-module.ts";

const MARK = "{Crypto}";

/** `module:function`, with the folder that a relative module starts from. */
export type FunctionReference = { module: string; name: string };

export function isSealed(value: string): boolean {
  return value.startsWith(MARK);
}

/** @throws {UsageError} when it is not `module:function` or the module is not there. */
export function parseFunctionReference(value: string, folder: string): FunctionReference {
  const colon = value.lastIndexOf(":");
  const [module, name] = [value.slice(0, colon), value.slice(colon + 1)];
  if (colon < 1 || name === "") {
    throw new UsageError(
      `${value} is no function: write module:function`,
      "For example sdk_decrypt_implementation_func=./crypto.mjs:decrypt",
    );
  }
  const path = isAbsolute(module) ? module : resolve(folder, module);
  if (existsSync(path)) return { module: path, name };
  throw new UsageError(
    `The module ${path} of ${value} does not exist`,
    "A relative module is looked for beside config.env, or in the working folder",
  );
}

/** `{Crypto}cipher` for a plain text. The function takes and gives a string, or a promise of one. */
export async function seal(plain: string, encrypt: FunctionReference): Promise<string> {
  return MARK + (await callWithText(encrypt, plain));
}

/** The plain text of a value that may be sealed. */
export async function unseal(
  value: string,
  decrypt: FunctionReference | undefined,
): Promise<string> {
  if (!isSealed(value)) return value;
  if (decrypt !== undefined) return callWithText(decrypt, value.slice(MARK.length));
  throw new UsageError(
    "A value is stored as {Crypto}…, but no function to decrypt it is configured",
    "Set sdk_decrypt_implementation_func to module:function",
  );
}

async function callWithText({ module, name }: FunctionReference, text: string): Promise<string> {
  const exported = await loadModule(module);
  const found = exported[name];
  if (typeof found !== "function") {
    throw new UsageError(`${module} exports no function ${name}`);
  }
  const result: unknown = await (found as (text: string) => unknown)(text);
  if (typeof result === "string" && result !== "") return result;
  throw new UsageError(`${name} of ${module} must give a text`);
}
