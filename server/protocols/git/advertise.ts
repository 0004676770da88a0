import { FLUSH_PACKET, packetOf } from "../../platform/git/index.ts";
import type { GitRef, GitRefs } from "../../repositories/index.ts";
import { AGENT } from "./git-call.ts";

export type Service = "git-upload-pack" | "git-receive-pack";

const UPLOAD_CAPABILITIES = [
  "multi_ack",
  "multi_ack_detailed",
  "no-done",
  "side-band",
  "side-band-64k",
  "thin-pack",
  "ofs-delta",
  "no-progress",
  "include-tag",
  "shallow",
  "deepen-since",
  "deepen-not",
  "deepen-relative",
  "allow-tip-sha1-in-want",
  "allow-reachable-sha1-in-want",
  "filter",
] as const;

const RECEIVE_CAPABILITIES = [
  "report-status",
  "report-status-v2",
  "delete-refs",
  "side-band-64k",
  "quiet",
  "atomic",
  "ofs-delta",
] as const;

const NO_OBJECT = "0".repeat(40);

/** The first answer of versions 0 and 1: all refs, and what this server can do. */
export function advertiseRefs(service: Service, { head, refs }: GitRefs, version: 0 | 1): Buffer {
  const isUpload = service === "git-upload-pack";
  const common = ["object-format=sha1", AGENT];
  const capabilities = isUpload
    ? [...UPLOAD_CAPABILITIES, `symref=HEAD:${head.ref}`, ...common]
    : [...RECEIVE_CAPABILITIES, ...common];
  const isHeadShown = isUpload && head.oid !== null;
  const shown = isHeadShown ? [{ name: "HEAD", oid: head.oid ?? "", peeled: null }, ...refs] : refs;
  const lines = shown.flatMap((ref) => linesOf(ref, isUpload));
  const [first = `${NO_OBJECT} capabilities^{}`, ...rest] = lines;
  const packets = [`${first}\0${capabilities.join(" ")}`, ...rest].map((line) => `${line}\n`);
  return Buffer.concat([
    packetOf(`# service=${service}\n`),
    FLUSH_PACKET,
    ...(version === 1 ? [packetOf("version 1\n")] : []),
    ...packets.map(packetOf),
    FLUSH_PACKET,
  ]);
}

function linesOf({ name, oid, peeled }: GitRef, isUpload: boolean): string[] {
  return isUpload && peeled !== null
    ? [`${oid} ${name}`, `${peeled} ${name}^{}`]
    : [`${oid} ${name}`];
}

/** The first answer of version 2: what may be asked. */
export function advertiseCommands(): Buffer {
  const lines = [
    "version 2",
    AGENT,
    "ls-refs=unborn",
    "fetch=shallow wait-for-done filter",
    "server-option",
    "object-format=sha1",
  ];
  return Buffer.concat([
    packetOf("# service=git-upload-pack\n"),
    FLUSH_PACKET,
    ...lines.map((line) => packetOf(`${line}\n`)),
    FLUSH_PACKET,
  ]);
}
