import { extname } from "node:path/posix";
import mime from "mime";

const TEXT = "text/plain; charset=utf-8";
const BINARY = "application/octet-stream";

/** Names of text files that the registry of media types does not know. */
const TEXT_NAMES = new Set([
  ".gitattributes",
  ".gitignore",
  ".gitmodules",
  "dockerfile",
  "license",
  "makefile",
  "merges.txt",
  "modelfile",
  "notice",
  "readme",
  "vocab",
]);
const TEXT_EXTENSIONS = new Set(
  (
    "txt text log md markdown mdx rst tex json jsonl ndjson geojson json5 ipynb yaml yml toml ini " +
    "cfg conf env properties csv tsv py pyi pyx js mjs cjs jsx ts mts cts tsx vue svelte css scss " +
    "less html htm xml svg sql sh bash zsh fish ps1 bat c h cc cpp cxx hpp hh cu cuh java kt go rs " +
    "rb php pl r jl lua swift scala m mm cs fs hs ml clj ex exs erl dart zig proto graphql jinja " +
    "jinja2 tmpl template cmake gradle diff patch srt vtt bib vocab merges"
  ).split(" "),
);

/** By the name alone: what a file says of itself is not believed. */
export function mediaTypeOf(path: string): string {
  if (isTextName(path)) return TEXT;
  return mime.getType(path) ?? BINARY;
}

/** Whether a file of this name is text, whatever is in it. */
export function isTextName(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return TEXT_NAMES.has(name) || TEXT_EXTENSIONS.has(extensionOf(path));
}

/** In lower case, without the dot; empty when there is none. */
export function extensionOf(path: string): string {
  return extname(path).slice(1).toLowerCase();
}
