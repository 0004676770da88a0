import type { FastifyReply } from "fastify";
import { isProblem } from "#contract/problems.ts";
import {
  bandPackets,
  FLUSH_PACKET,
  isObjectId,
  PackError,
  PacketError,
  packetOf,
  PacketReader,
  textOf,
} from "../../platform/git/index.ts";
import { receivePush, type RefCommand, type RefOutcome } from "../../repositories/index.ts";
import { webUrl } from "../address.ts";
import { fullNameOf, type RepositoryCall } from "../repository-call.ts";
import { answerPackets, messageOf } from "./answer-stream.ts";
import { bodyOf } from "./git-call.ts";

const NO_OBJECT = "0".repeat(40);
const COMMAND_LIMIT = 10_000;
/** Some words every few seconds: nobody in between takes the work for silence. */
const KEEP_ALIVE_MS = 5_000;

type Commands = { commands: RefCommand[]; capabilities: ReadonlySet<string> };

/** A push. Source: git's gitprotocol-pack, "Pushing data to a server". */
export async function receivePack(call: RepositoryCall): Promise<FastifyReply> {
  const limitBytes = Number.MAX_SAFE_INTEGER;
  const reader = new PacketReader(bodyOf(call.request, { limitBytes }));
  const { commands, capabilities } = await readCommands(reader);
  // Clients ask with an empty push whether they may, before they send a large one.
  if (commands.length === 0) return answerPackets(call.reply, "receive-pack", nothing());
  const isBanded = capabilities.has("side-band-64k");
  const report = perform(call, reader, { commands, capabilities });
  // Its failure is part of the report.
  const packets = isBanded ? banded(call, report, capabilities) : plain(report, capabilities);
  return answerPackets(call.reply, "receive-pack", packets);
}

async function readCommands(reader: PacketReader): Promise<Commands> {
  const commands: RefCommand[] = [];
  let capabilities: ReadonlySet<string> = new Set();
  for (;;) {
    const packet = await reader.next();
    if (packet === undefined || packet.kind !== "line") break;
    const [line = "", words] = textOf(packet.bytes).split("\0", 2);
    if (words !== undefined) capabilities = new Set(words.trim().split(" "));
    // From a shallow clone: what a push builds on is looked for here anyway.
    if (line.startsWith("shallow ")) continue;
    if (commands.length === COMMAND_LIMIT) {
      throw new PacketError(`more than ${COMMAND_LIMIT} refs in one push`);
    }
    commands.push(commandOf(line));
  }
  const refs = new Set(commands.map(({ ref }) => ref));
  if (refs.size < commands.length) throw new PacketError("a ref is pushed twice");
  return { commands, capabilities };
}

function commandOf(line: string): RefCommand {
  const [from = "", to = "", ...rest] = line.split(" ");
  const ref = rest.join(" ");
  if (!isObjectId(from) || !isObjectId(to) || ref === "") {
    throw new PacketError("protocol error: expected old, new and ref");
  }
  return { ref, from: from === NO_OBJECT ? null : from, to: to === NO_OBJECT ? null : to };
}

/** `failure`: why nothing of the push was kept. */
type Report = { failure: string | null; outcomes: RefOutcome[] };

async function perform(
  { ctx, repository, reply }: RepositoryCall,
  reader: PacketReader,
  { commands, capabilities }: Commands,
): Promise<Report> {
  const isAtomic = capabilities.has("atomic");
  const hasPack = commands.some(({ to }) => to !== null);
  try {
    const push = { commands, isAtomic, ...(hasPack && { pack: reader.rest() }) };
    return { failure: null, outcomes: await receivePush(ctx, repository, push) };
  } catch (error) {
    const isUsers = error instanceof PackError || (isProblem(error) && error.status < 500);
    const message = messageOf(reply, error);
    const failure = isUsers ? message : `the server could not do it: ${message}`;
    return {
      failure: failure.replaceAll("\n", " "),
      outcomes: commands.map(({ ref }) => ({ ref, refusal: "the push was refused" })),
    };
  }
}

async function* banded(
  call: RepositoryCall,
  report: Promise<Report>,
  capabilities: ReadonlySet<string>,
): AsyncGenerator<Buffer, void, undefined> {
  yield* whileWaiting(report);
  const { failure, outcomes } = await report;
  const isQuiet = capabilities.has("quiet");
  if (failure !== null) yield* bandPackets("progress", `\n${failure}\n\n`);
  else if (!isQuiet && outcomes.some(({ refusal }) => refusal === null)) {
    const { ctx, repository } = call;
    const page = webUrl(ctx.baseUrl, repository.kind, fullNameOf(repository));
    yield* bandPackets("progress", `\n${page}\n\n`);
  }
  const lines = linesOf({ failure, outcomes }, capabilities);
  if (lines.length > 0) yield* bandPackets("data", Buffer.concat(lines));
  yield FLUSH_PACKET;
}

/** Packets without content, as long as the work takes. */
async function* whileWaiting(report: Promise<Report>): AsyncGenerator<Buffer, void, undefined> {
  const done = report.then(() => true);
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const pause = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), KEEP_ALIVE_MS);
    });
    const isDone = await Promise.race([done, pause]);
    clearTimeout(timer);
    if (isDone) return;
    yield packetOf(Buffer.from([2]));
  }
}

async function* plain(
  report: Promise<Report>,
  capabilities: ReadonlySet<string>,
): AsyncGenerator<Buffer, void, undefined> {
  yield* linesOf(await report, capabilities);
}

function linesOf({ failure, outcomes }: Report, capabilities: ReadonlySet<string>): Buffer[] {
  const isAsked = capabilities.has("report-status") || capabilities.has("report-status-v2");
  if (!isAsked) return [];
  return [
    packetOf(`unpack ${failure ?? "ok"}\n`),
    ...outcomes.map(({ ref, refusal }) =>
      packetOf(refusal === null ? `ok ${ref}\n` : `ng ${ref} ${refusal}\n`),
    ),
    FLUSH_PACKET,
  ];
}

async function* nothing(): AsyncGenerator<Buffer, void, undefined> {
  yield Buffer.alloc(0);
}
