import type { FastifyReply } from "fastify";
import {
  FLUSH_PACKET,
  PacketError,
  packetOf,
  PacketReader,
  packStream,
  textOf,
} from "../../platform/git/index.ts";
import { findCommon, prepareFetch } from "../../repositories/index.ts";
import type { RepositoryCall } from "../repository-call.ts";
import { answerPackets, gather, inSideBand } from "./answer-stream.ts";
import { fetchRequestOf } from "./fetch-request.ts";
import { bodyOf } from "./git-call.ts";
import { noWants, readWant, type Wants } from "./read-wants.ts";

const REQUEST_LIMIT = 64 * 1024 * 1024;

/**
 * One round of versions 0 and 1, which each know nothing of the rounds before: what is wanted, then
 * what the client has. Source: git's gitprotocol-http and gitprotocol-pack.
 */
export async function uploadPackInRounds(call: RepositoryCall): Promise<FastifyReply> {
  const { reply, ctx, repository } = call;
  const { wants, hasHaves } = await readRound(
    new PacketReader(bodyOf(call.request, { limitBytes: REQUEST_LIMIT })),
  );
  if (wants.wants.length === 0) return answerPackets(reply, "upload-pack", packets([]));
  const { common, isEnough } = await findCommon(ctx, repository, wants);
  const isDone = wants.flags.has("done");
  const isAccepted = isEnough && wants.flags.has("no-done") && isDetailed(wants);
  const isAsked = isDone || isAccepted;
  const request = await fetchRequestOf(call, { ...wants, haves: common });
  const isDeep = wants.depth !== undefined;
  const prepared = isAsked || isDeep ? await prepareFetch(ctx, repository, request) : undefined;
  const shallow = isDeep
    ? [
        ...(prepared?.shallow ?? []).map((oid) => packetOf(`shallow ${oid}\n`)),
        ...(prepared?.unshallow ?? []).map((oid) => packetOf(`unshallow ${oid}\n`)),
        FLUSH_PACKET,
      ]
    : [];
  if (!isDeep && prepared !== undefined && prepared.shallow.length > 0) {
    throw new PacketError("old files were purged: fetch with protocol version 2, or --depth 1");
  }
  // A round that only asks how deep it goes is answered with that alone.
  if (isDeep && !hasHaves && !isDone) return answerPackets(reply, "upload-pack", packets(shallow));
  const answers = acknowledge(wants, { common, isEnough, isDone, isAccepted });
  const head = [...shallow, ...answers];
  if (!isAsked || prepared === undefined) {
    return answerPackets(reply, "upload-pack", packets(head));
  }
  return answerPackets(reply, "upload-pack", sendPack(reply, { head, prepared, wants }));
}

async function readRound(reader: PacketReader): Promise<{ wants: Wants; hasHaves: boolean }> {
  const wants = noWants();
  let isFirst = true;
  for (let packet = await reader.next(); packet !== undefined; packet = await reader.next()) {
    if (packet.kind !== "line") continue;
    const line = textOf(packet.bytes);
    if (isFirst) for (const word of line.split(" ").slice(2)) wants.flags.add(word);
    isFirst = false;
    readWant(wants, line);
  }
  if (wants.flags.has("deepen-relative") && wants.depth !== undefined)
    wants.depth.isRelative = true;
  return { wants, hasHaves: wants.haves.length > 0 };
}

type Negotiation = {
  common: readonly string[];
  isEnough: boolean;
  isDone: boolean;
  /** The pack follows although the client has not said that it is done. */
  isAccepted: boolean;
};

function acknowledge(
  wants: Wants,
  { common, isEnough, isDone, isAccepted }: Negotiation,
): Buffer[] {
  const last = common.at(-1);
  const isMany = isDetailed(wants) || wants.flags.has("multi_ack");
  if (last === undefined) return [packetOf("NAK\n")];
  if (!isMany) return [packetOf(`ACK ${common[0]}\n`)];
  const status = isDetailed(wants) ? "common" : "continue";
  return [
    ...common.map((oid) => packetOf(`ACK ${oid} ${status}\n`)),
    ...(isEnough && isDetailed(wants) ? [packetOf(`ACK ${last} ready\n`)] : []),
    ...(isDone ? [] : [packetOf("NAK\n")]),
    ...(isDone || isAccepted ? [packetOf(`ACK ${last}\n`)] : []),
  ];
}

function isDetailed({ flags }: Wants): boolean {
  return flags.has("multi_ack_detailed");
}

type Sending = {
  head: readonly Buffer[];
  prepared: Awaited<ReturnType<typeof prepareFetch>>;
  wants: Wants;
};

async function* sendPack(
  reply: FastifyReply,
  { head, prepared: { count, objects }, wants: { flags } }: Sending,
): AsyncGenerator<Buffer, void, undefined> {
  yield* head;
  const pack = packStream(count, objects());
  const isLong = flags.has("side-band-64k");
  if (!isLong && !flags.has("side-band")) {
    yield* gather(pack);
    return;
  }
  const progress = flags.has("no-progress") ? "" : `Enumerating objects: ${count}, done.\n`;
  yield* inSideBand(reply, pack, { isLong, progress });
}

async function* packets(all: readonly Buffer[]): AsyncGenerator<Buffer, void, undefined> {
  yield* all;
}
