import { IMAGE_URL_MAX } from "./kind-rules.ts";

/** An address that a page may link to: http or https, with a host and without a password. */
export function isWebLink(text: string): boolean {
  if (/\s/u.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isWeb = protocol === "http:" || protocol === "https:";
  return isWeb && hostname !== "" && username === "" && password === "";
}

const HOST = String.raw`(?:[a-z\d](?:[a-z\d-]*[a-z\d])?)(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*(?::\d{1,5})?`;
const PART = String.raw`[a-z\d]+(?:(?:\.|__?|-+)[a-z\d]+)*`;
const TAG = String.raw`\w[\w.-]{0,127}`;
const DIGEST = String.raw`[a-z][a-z\d]*(?:[+._-][a-z][a-z\d]*)*:[\da-f]{32,}`;
const IMAGE_REFERENCE = new RegExp(
  `^(?:${HOST}/)?${PART}(?:/${PART})*(?::${TAG})?(?:@${DIGEST})?$`,
);
const IMAGE_HOST = /^[^/]+(?=\/)/;
const IMAGE_NAME_MAX = 255;

/**
 * A container image as clients pull it: `[host[:port]/]path[:tag][@digest]`; of a host case does not
 * matter. Source: the grammar of https://pkg.go.dev/github.com/distribution/reference.
 */
export function isImageReference(text: string): boolean {
  if (text.length > IMAGE_URL_MAX) return false;
  const reference = text.replace(IMAGE_HOST, (host) => host.toLowerCase());
  const [name = ""] = reference.split("@");
  return name.length <= IMAGE_NAME_MAX + 129 && IMAGE_REFERENCE.test(reference);
}
