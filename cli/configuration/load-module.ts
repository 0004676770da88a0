import { pathToFileURL } from "node:url";

/** Loads a module of the user's own, named by their configuration. */
export async function loadModule(path: string): Promise<Record<string, unknown>> {
  return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
}
