/**
 * The peer of the API: Fastify as it comes and prepared queries, without sign-in, rights, schemas,
 * logs or counters. It answers with about what an asset's information is made of.
 */
import Fastify from "fastify";
import pg from "pg";

export type BareApiInput = { databaseUrl: string; queries: number };

type Row = Record<string, unknown>;

/** Point reads as one would write them by hand; a request that needs more begins again. */
const QUERIES = [
  `select a.*, c.downloads, c.views, c.favourites
   from assets a join asset_counters c on c.asset_id = a.id where a.id = $1`,
  `select target, commit_oid from refs where repository_id = $1 and name = 'refs/heads/main'`,
  `select n.name, n.kind, a.nickname, a.avatar_version from repositories r
   join namespaces n on n.id = r.namespace_id left join accounts a on a.id = n.id where r.id = $1`,
  `select namespace_id, right_level, valid_until from repository_grants where repository_id = $1`,
  `select path, oid, size_bytes from path_entries where repository_id = $1 limit 100`,
] as const;

const FIND_REPOSITORY = `select r.*, n.name as owner_name
  from repositories r join namespaces n on n.id = r.namespace_id
  where n.name_key = $1 and r.kind = 'model' and r.name_key = $2`;

const input = JSON.parse(process.argv[2] ?? "") as BareApiInput;
const pool = new pg.Pool({ connectionString: input.databaseUrl, max: 10 });
const app = Fastify();

app.get<{ Params: { owner: string; name: string } }>("/:owner/:name", async (request, reply) => {
  const { owner, name } = request.params;
  const repository = await findOne("repository", FIND_REPOSITORY, [owner, name]);
  if (repository === undefined) return reply.code(404).send();
  const answer: Row = { ...repository };
  for (let count = 1; count < input.queries; count++) {
    const index = (count - 1) % QUERIES.length;
    Object.assign(answer, await findOne(`part-${index}`, QUERIES[index] ?? "", [repository["id"]]));
  }
  return answer;
});

async function findOne(name: string, text: string, values: unknown[]): Promise<Row | undefined> {
  const { rows } = await pool.query<Row>({ name, text, values });
  return rows[0];
}

process.stdout.write(`${await app.listen({ port: 0, host: "127.0.0.1" })}\n`);
