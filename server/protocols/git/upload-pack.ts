import type { FastifyReply } from "fastify";
import {
  DELIMITER_PACKET,
  FLUSH_PACKET,
  packetOf,
  PacketReader,
  PacketError,
  packStream,
  textOf,
} from "../../platform/git/index.ts";
import { findCommon, listGitRefs, prepareFetch } from "../../repositories/index.ts";
import type { RepositoryCall } from "../repository-call.ts";
import { answerPackets, inSideBand } from "./answer-stream.ts";
import { bodyOf } from "./git-call.ts";
import { fetchRequestOf } from "./fetch-request.ts";
import { noWants, readWant, type Wants } from "./read-wants.ts";

const REQUEST_LIMIT = 64 * 1024 * 1024;

/** One command of version 2. Source: git's gitprotocol-v2. */
export async function uploadPack(call: RepositoryCall): Promise<FastifyReply> {
  const reader = new PacketReader(bodyOf(call.request, { limitBytes: REQUEST_LIMIT }));
  const { command, args } = await readCommand(reader);
  switch (command) {
    case "ls-refs":
      return answerPackets(call.reply, "upload-pack", lsRefs(call, args));
    case "fetch":
      return fetch(call, args);
    default:
      throw new PacketError(`invalid command '${command}'`);
  }
}

async function readCommand(reader: PacketReader): Promise<{ command: string; args: string[] }> {
  let command = "";
  const args: string[] = [];
  let isBehindDelimiter = false;
  for (;;) {
    const packet = await reader.next();
    if (packet === undefined || packet.kind === "flush") return { command, args };
    if (packet.kind === "line") {
      const text = textOf(packet.bytes);
      if (isBehindDelimiter) args.push(text);
      else if (text.startsWith("command=")) command = text.slice("command=".length);
      else if (text.startsWith("object-format=") && text !== "object-format=sha1") {
        throw new PacketError("only the object format sha1 is offered");
      }
    } else isBehindDelimiter = true;
  }
}

async function* lsRefs(
  { ctx, repository }: RepositoryCall,
  args: readonly string[],
): AsyncGenerator<Buffer, void, undefined> {
  const { head, refs } = await listGitRefs(ctx, repository);
  const prefixes = args.flatMap((arg) =>
    arg.startsWith("ref-prefix ") ? arg.slice("ref-prefix ".length) : [],
  );
  const isAsked = (name: string) =>
    prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix));
  const target = args.includes("symrefs") ? ` symref-target:${head.ref}` : "";
  if (isAsked("HEAD") && head.oid !== null) yield packetOf(`${head.oid} HEAD${target}\n`);
  else if (isAsked("HEAD") && args.includes("unborn")) yield packetOf(`unborn HEAD${target}\n`);
  for (const { name, oid, peeled } of refs) {
    if (!isAsked(name)) continue;
    const behind = args.includes("peel") && peeled !== null ? ` peeled:${peeled}` : "";
    yield packetOf(`${oid} ${name}${behind}\n`);
  }
  yield FLUSH_PACKET;
}

async function fetch(call: RepositoryCall, args: readonly string[]): Promise<FastifyReply> {
  const wants = noWants();
  for (const arg of args) readWant(wants, arg);
  const { ctx, repository, reply } = call;
  const { common, isEnough } = await findCommon(ctx, repository, wants);
  const isDone = wants.flags.has("done");
  const isReady = isEnough && !wants.flags.has("wait-for-done");
  const acknowledgments = isDone ? [] : acknowledge(common, isEnough);
  if (!isDone && !isReady) {
    return answerPackets(reply, "upload-pack", only([...acknowledgments, FLUSH_PACKET]));
  }
  const request = await fetchRequestOf(call, { ...wants, haves: common });
  const prepared = await prepareFetch(ctx, repository, request);
  const shallow = [
    ...prepared.shallow.map((oid) => packetOf(`shallow ${oid}\n`)),
    ...prepared.unshallow.map((oid) => packetOf(`unshallow ${oid}\n`)),
  ];
  const sections = [
    ...(acknowledgments.length > 0 ? [...acknowledgments, DELIMITER_PACKET] : []),
    ...(shallow.length > 0 || wants.depth !== undefined
      ? [packetOf("shallow-info\n"), ...shallow, DELIMITER_PACKET]
      : []),
    packetOf("packfile\n"),
  ];
  return answerPackets(reply, "upload-pack", sendPack(reply, { sections, prepared, wants }));
}

function acknowledge(common: readonly string[], isReady: boolean): Buffer[] {
  return [
    packetOf("acknowledgments\n"),
    ...(common.length === 0 ? [packetOf("NAK\n")] : []),
    ...common.map((oid) => packetOf(`ACK ${oid}\n`)),
    ...(isReady ? [packetOf("ready\n")] : []),
  ];
}

type Sending = {
  sections: readonly Buffer[];
  prepared: Awaited<ReturnType<typeof prepareFetch>>;
  wants: Wants;
};

async function* sendPack(
  reply: FastifyReply,
  { sections, prepared, wants }: Sending,
): AsyncGenerator<Buffer, void, undefined> {
  yield* sections;
  const { count, objects } = prepared;
  const progress = wants.flags.has("no-progress") ? "" : `Enumerating objects: ${count}, done.\n`;
  yield* inSideBand(reply, packStream(count, objects()), { isLong: true, progress });
}

async function* only(packets: readonly Buffer[]): AsyncGenerator<Buffer, void, undefined> {
  yield* packets;
}
