import { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";

/** A page of a thousand of the longest names, written out as XML, is a fourth of it. */
const ANSWER_BYTES = 16 * 1024 * 1024;

/**
 * What is not an object's bytes is gathered in memory before it is read: no server decides how much.
 */
export function boundAnswers(client: S3Client): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        const { response } = result;
        if (!isAnswer(response)) return result;
        const isObject = commandName === "GetObjectCommand" && response.statusCode < 300;
        if (!isObject) response.body = Readable.from(bounded(response.body));
        return result;
      },
    { step: "deserialize", priority: "low", name: "boundAnswers" },
  );
}

type HttpAnswer = { statusCode: number; body: Readable };

function isAnswer(response: unknown): response is HttpAnswer {
  return (
    typeof response === "object" &&
    response !== null &&
    "statusCode" in response &&
    "body" in response &&
    response.body instanceof Readable
  );
}

async function* bounded(body: Readable): AsyncGenerator<Buffer, void, undefined> {
  let sizeBytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > ANSWER_BYTES) throw endless();
    yield chunk;
  }
}

/** Told as a connection that is of no use. */
function endless(): Error {
  return Object.assign(new Error("the server answers without end"), { code: "EPROTO" });
}
