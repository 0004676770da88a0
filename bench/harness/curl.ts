import { runCommand } from "./processes.ts";

type Wanted = { sizeBytes: number; token?: string | undefined };

/**
 * Reads a file to nowhere, along redirects.
 * @returns the seconds that curl took from the request to the last byte.
 * @throws {Error} when other than 200 or another size came.
 */
export async function readByCurl(url: string, { sizeBytes, token }: Wanted): Promise<number> {
  const authorization = token === undefined ? [] : ["--header", `Authorization: Bearer ${token}`];
  const format = "%{response_code} %{size_download} %{time_total}";
  const flags = ["--silent", "--location", "--output", "/dev/null", "--write-out", format];
  const output = await runCommand("curl", [...flags, ...authorization, url]);
  const [status, received, seconds] = output.split(" ");
  if (status !== "200" || Number(received) !== sizeBytes) {
    throw new Error(`${url} answered ${status} with ${received} of ${sizeBytes} bytes`);
  }
  return Number(seconds);
}
