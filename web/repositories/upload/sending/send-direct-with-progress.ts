import { problem } from "#contract/problems.ts";
import {
  directByFetch,
  type DirectRequest,
  type DirectSender,
  refusedByStorage,
} from "#sdk/index.ts";

/** Sends whole parts straight to the object storage, telling how many bytes have left the page. */
export const directWithProgress: DirectSender = { ...directByFetch, send: sendWithProgress };

/** No cookie goes along: the address itself is the right. */
function sendWithProgress({ to, body, signal, onSent }: DirectRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!(body instanceof Blob)) throw new TypeError("A page sends parts of Files");
    const request = new XMLHttpRequest();
    let told = 0;
    const tell = (loaded: number) => {
      onSent(loaded - told);
      told = loaded;
    };
    const abort = () => request.abort();
    request.upload.addEventListener("progress", ({ loaded }) => tell(Math.min(loaded, body.size)));
    request.addEventListener("load", () => {
      if (request.status < 200 || request.status > 299) reject(refusedByStorage(request.status));
      else {
        tell(body.size);
        resolve();
      }
    });
    // Also where the storage does not allow pages of this origin: then the gallery takes the parts.
    request.addEventListener("error", () => reject(problem("unavailable")));
    request.addEventListener("abort", () => reject(signal.reason as Error));
    request.addEventListener("loadend", () => signal.removeEventListener("abort", abort));
    signal.addEventListener("abort", abort, { once: true });
    request.open("PUT", to.url);
    for (const [name, value] of Object.entries(to.headers)) request.setRequestHeader(name, value);
    request.send(body);
  });
}
