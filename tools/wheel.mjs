import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import yazl from "yazl";

/**
 * @typedef {object} Wheel
 * @property {string} folder where it is written
 * @property {string} name with underscores, as in its file's name
 * @property {string} version
 * @property {string} summary
 * @property {string} description in Markdown
 * @property {string} license
 * @property {string[]} requires
 * @property {{ name: string, target: string }} command the console script it installs
 * @property {Record<string, Buffer>} files by their path in the wheel
 */

/** The same bytes for the same input. */
const timestamp = new Date("2020-01-01T00:00:00Z");

/**
 * Writes a wheel of pure Python. Source: PEP 427, core metadata 2.1.
 * @param {Wheel} wheel
 * @returns {Promise<string>} the path of the wheel
 */
export async function writeWheel(wheel) {
  const { folder, name, version, command, files } = wheel;
  const about = `${name}-${version}.dist-info`;
  const entryPoints = `[console_scripts]\n${command.name} = ${command.target}\n`;
  const tags = "Wheel-Version: 1.0\nGenerator: gallery\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
  /** @type {Record<string, Buffer>} */
  const all = {
    ...files,
    [`${about}/METADATA`]: Buffer.from(metadata(wheel)),
    [`${about}/WHEEL`]: Buffer.from(tags),
    [`${about}/entry_points.txt`]: Buffer.from(entryPoints),
  };
  const record = Object.entries(all).map(([path, bytes]) => `${path},${hashOf(bytes)}\n`);
  const recordPath = `${about}/RECORD`;
  all[recordPath] = Buffer.from(`${record.join("")}${recordPath},,\n`);

  const zip = new yazl.ZipFile();
  for (const [path, bytes] of Object.entries(all)) zip.addBuffer(bytes, path, { mtime: timestamp });
  zip.end();
  const path = join(folder, `${name}-${version}-py3-none-any.whl`);
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** @param {Wheel} wheel */
function metadata({ name, version, summary, description, license, requires }) {
  const lines = [
    "Metadata-Version: 2.1",
    `Name: ${name.replaceAll("_", "-")}`,
    `Version: ${version}`,
    `Summary: ${summary}`,
    `License: ${license}`,
    "Requires-Python: >=3.8",
    "Description-Content-Type: text/markdown",
    ...requires.map((requirement) => `Requires-Dist: ${requirement}`),
  ];
  return `${lines.join("\n")}\n\n${description}`;
}

/** @param {Buffer} bytes */
function hashOf(bytes) {
  return `sha256=${createHash("sha256").update(bytes).digest("base64url")},${bytes.length}`;
}
