/** A client that makes commits of small files, one after another. */
import { createClient } from "#sdk/index.ts";
import { smallFiles, type SmallFiles } from "./small-files.ts";

export type SendCommitsInput = {
  url: string;
  token: string;
  address: { kind: "model"; owner: string; name: string };
  files: SmallFiles;
  filesPerCommit: number;
};
/** Of each commit, from the request until its id is known. */
export type SendCommitsOutput = { milliseconds: number[] };

const input = JSON.parse(process.argv[2] ?? "") as SendCommitsInput;
const client = createClient({ baseUrl: input.url, token: input.token });
const { kind, owner, name } = input.address;
const path = `/api/v1/repositories/${kind}/${owner}/${name}/commits`;
const output: SendCommitsOutput = { milliseconds: [] };
for (const body of bodies()) output.milliseconds.push(await send(body));
process.stdout.write(JSON.stringify(output));

function* bodies(): Generator<string> {
  const { filesPerCommit } = input;
  let operations: object[] = [];
  for (const file of smallFiles(input.files)) {
    operations.push({ op: "put", ...file });
    if (operations.length < filesPerCommit) continue;
    yield JSON.stringify({ title: "Add files", operations });
    operations = [];
  }
  if (operations.length > 0) yield JSON.stringify({ title: "Add files", operations });
}

async function send(body: string): Promise<number> {
  const startedAt = performance.now();
  const headers = { "content-type": "application/json" };
  const response = await client.request(path, { method: "POST", headers, body });
  const answer = await response.text();
  const milliseconds = performance.now() - startedAt;
  if (response.status !== 201) throw new Error(`${path} answered ${response.status} ${answer}`);
  return milliseconds;
}
