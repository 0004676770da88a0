import { API_PREFIX } from "../platform/http/index.ts";

/** Where the avatar of a namespace is served; the version makes a new picture a new address. */
export function avatarUrl(name: string, version: number): string {
  return `${API_PREFIX}/namespaces/${encodeURIComponent(name)}/avatar?v=${version}`;
}
