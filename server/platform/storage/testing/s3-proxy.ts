import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  request as send,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** What becomes of one request on its way to the bucket; undefined: nothing. */
export type S3Fault =
  /** Never reaches the server. */
  | { answer: number; code: string }
  /** Never reaches the server, and is answered with this document. */
  | { body: string }
  /** The connection ends after so many bytes of the request's body, or of the answer's. */
  | { cutRequestAfter: number }
  | { cutAnswerAfter: number }
  /** One bit of the body is another. */
  | { damageRequest: true }
  | { damageAnswer: true }
  /** Reaches the server after a while. */
  | { delayMs: number }
  /** Reaches the server when the test lets it. */
  | { until: Promise<void> }
  /** Done by the server, but nobody hears of it. */
  | { loseAnswer: true };

export type S3Proxy = {
  url: string;
  /** Asked for each request. */
  fault: (request: { method: string; path: string; count: number }) => S3Fault | undefined;
  close: () => Promise<void>;
};

/** A hostile way to an S3 server: it refuses, cuts, damages and forgets as a test wants it. */
export async function startS3Proxy(target: string): Promise<S3Proxy> {
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    const { method = "", url: path = "" } = incoming;
    const fault = proxy.fault({ method, path, count: count++ });
    forward(incoming, outgoing, { target, fault }).catch(() => outgoing.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const proxy: S3Proxy = {
    url: `http://127.0.0.1:${port}`,
    fault: () => undefined,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { target, fault }: { target: string; fault: S3Fault | undefined },
): Promise<void> {
  if (fault !== undefined && "answer" in fault) {
    incoming.resume();
    outgoing.writeHead(fault.answer, { "content-type": "application/xml" });
    outgoing.end(`<Error><Code>${fault.code}</Code><Message>by the test</Message></Error>`);
    return;
  }
  if (fault !== undefined && "body" in fault) {
    incoming.resume();
    outgoing.writeHead(200, { "content-type": "application/xml" });
    outgoing.end(fault.body);
    return;
  }
  if (fault !== undefined && "delayMs" in fault) await sleep(fault.delayMs);
  if (fault !== undefined && "until" in fault) await fault.until;
  const { method, headers, url } = incoming;
  const upstream = send(new URL(url ?? "", target), { method, headers });
  const answered = once(upstream, "response") as Promise<[IncomingMessage]>;
  answered.catch(() => undefined);
  const isDamaged = fault !== undefined && "damageRequest" in fault;
  const requestLimit = fault !== undefined && "cutRequestAfter" in fault && fault.cutRequestAfter;
  await pipeline(incoming, passing({ isDamaged, cutAfter: requestLimit }), upstream);
  const [answer] = await answered;
  if (fault !== undefined && "loseAnswer" in fault) {
    answer.resume();
    await once(answer, "end");
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
  await pipeline(
    answer,
    passing({
      isDamaged: fault !== undefined && "damageAnswer" in fault,
      cutAfter: fault !== undefined && "cutAnswerAfter" in fault && fault.cutAnswerAfter,
    }),
    outgoing,
  );
}

type Passing = { isDamaged: boolean; cutAfter: number | false };

function passing({ isDamaged, cutAfter }: Passing): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const bytes = Buffer.from(chunk);
      if (isDamaged && passed === 0) bytes[0] = (bytes[0] ?? 0) ^ 1;
      const room = cutAfter === false ? bytes.length : Math.max(0, cutAfter - passed);
      passed += bytes.length;
      this.push(bytes.subarray(0, room));
      // Time for what has passed to arrive: a connection that is reset loses it.
      if (room < bytes.length) setTimeout(() => done(new Error("cut by the test")), 20);
      else done();
    },
  });
}
