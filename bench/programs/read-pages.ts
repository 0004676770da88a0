/** A reader of lists: one page again and again, or page after page as the cursors lead. */
import { Pool } from "undici";

export type ReadPagesInput = {
  url: string;
  token: string;
  path: string;
  /** How often the page is asked for, one request after another. */
  requests: number;
  /** How many pages are gone through instead. */
  skip?: number;
};
export type ReadPagesOutput = {
  /** Of each request, until its last byte. */
  milliseconds: number[];
  /** Of the last page; undefined at the end of the list. */
  cursor: string | undefined;
};

const { url, token, path, requests, skip } = JSON.parse(process.argv[2] ?? "") as ReadPagesInput;
const pool = new Pool(url, { connections: 1, headersTimeout: 0 });
const output: ReadPagesOutput = { milliseconds: [], cursor: undefined };
for (let count = 0; count < (skip ?? requests); count += 1) {
  const startedAt = performance.now();
  const page = await read(skip === undefined ? path : followed());
  output.milliseconds.push(performance.now() - startedAt);
  output.cursor = page.nextCursor ?? undefined;
  if (output.cursor === undefined && skip !== undefined) break;
}
await pool.close();
process.stdout.write(JSON.stringify(output));

function followed(): string {
  const { cursor } = output;
  return cursor === undefined ? path : `${path}&cursor=${encodeURIComponent(cursor)}`;
}

async function read(asked: string): Promise<{ nextCursor: string | null }> {
  const headers = { authorization: `Bearer ${token}` };
  const { statusCode, body } = await pool.request({ path: asked, method: "GET", headers });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${asked} answered ${statusCode}: ${text}`);
  return JSON.parse(text) as { nextCursor: string | null };
}
