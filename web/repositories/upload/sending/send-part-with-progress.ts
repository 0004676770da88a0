import { problem } from "#contract/problems.ts";
import { type Part, readProblem } from "#sdk/index.ts";
import type { Upload } from "#contract/repositories/repository.ts";

/** Sends a part by XMLHttpRequest, which alone tells a page how many bytes have left it. */
export async function sendPartWithProgress(part: Part): Promise<Upload> {
  try {
    return await sendPart(part);
  } catch (error) {
    await refuseChangedFile(part);
    throw error;
  }
}

/** A request whose file has changed fails like a broken line: reading it tells the difference. */
async function refuseChangedFile({ body, signal }: Part): Promise<void> {
  if (body instanceof Blob && !signal.aborted) await body.slice(0, 1).arrayBuffer();
}

function sendPart(part: Part): Promise<Upload> {
  const { client, address, uploadId, offset, body, signal, onSent } = part;
  const place = [address.kind, address.owner, address.name].map(encodeURIComponent).join("/");
  const path = `/api/v1/repositories/${place}/uploads/${uploadId}/parts/${offset}`;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    if (!(body instanceof Blob)) throw new TypeError("A page sends parts of Files");
    let told = 0;
    const tell = (loaded: number) => {
      onSent(loaded - told);
      told = loaded;
    };
    const abort = () => request.abort();
    request.upload.addEventListener("progress", ({ loaded }) => tell(Math.min(loaded, body.size)));
    request.addEventListener("load", () => {
      tell(request.status < 300 ? body.size : told);
      resolve(answerOf(request));
    });
    request.addEventListener("error", () => reject(problem("unavailable")));
    request.addEventListener("abort", () => reject(signal.reason as Error));
    request.addEventListener("loadend", () => signal.removeEventListener("abort", abort));
    signal.addEventListener("abort", abort, { once: true });
    request.open("PUT", client.baseUrl + path);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(body);
  });
}

async function answerOf(request: XMLHttpRequest): Promise<Upload> {
  if (request.status >= 200 && request.status < 300) return JSON.parse(request.responseText);
  const retryAfter = request.getResponseHeader("retry-after");
  throw await readProblem(
    new Response(request.responseText, {
      status: request.status,
      statusText: request.statusText,
      headers: retryAfter === null ? {} : { "retry-after": retryAfter },
    }),
  );
}
