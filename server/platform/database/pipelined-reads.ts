import { Socket } from "node:net";
import pg from "pg";

/** A statement that a connection prepares under its name. */
export type NamedStatement = { name: string; text: string; values: unknown[] };

export type PipelinedReads = {
  query: (statement: NamedStatement) => Promise<pg.QueryResult>;
  end: () => Promise<void>;
};

/** Reads under way on a connection from which on the next one shares the work. */
const FULL = 32;

/**
 * A few connections that many short reads share: each is sent at once, behind those whose answers
 * are still under way. What one turn of the event loop sends leaves in one write, and the server
 * wakes up once for all of it; so the first connection takes all it can. A read that takes long
 * would hold up those behind it, and there are no transactions: both belong on the pool.
 */
export function openPipelinedReads(config: pg.ClientConfig, count: number): PipelinedReads {
  const lines = Array.from({ length: count }, () => new Line(config));
  return {
    query: (statement) => chooseLine(lines).query(statement),
    end: async () => {
      await Promise.all(lines.map((line) => line.end()));
    },
  };
}

function chooseLine(lines: readonly Line[]): Line {
  const free = lines.find(({ underWay }) => underWay < FULL);
  return free ?? lines.reduce((one, other) => (other.underWay < one.underWay ? other : one));
}

/** One connection, made when it is first needed and again after it was lost. */
class Line {
  underWay = 0;
  readonly #config: pg.ClientConfig;
  #open: Promise<OpenLine> | undefined;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  async query(statement: NamedStatement): Promise<pg.QueryResult> {
    this.underWay++;
    try {
      const { client, socket } = await (this.#open ??= this.#connect());
      holdBack(socket);
      return await client.query(statement);
    } finally {
      this.underWay--;
    }
  }

  async end(): Promise<void> {
    const open = await this.#open?.catch(() => undefined);
    await open?.client.end();
  }

  async #connect(): Promise<OpenLine> {
    const socket = new Socket();
    const client = new pg.Client({ ...this.#config, pipeline: true, stream: () => socket });
    const forget = () => {
      this.#open = undefined;
    };
    client.on("error", forget);
    client.on("end", forget);
    try {
      await client.connect();
    } catch (error) {
      forget();
      throw error;
    }
    return { client, socket };
  }
}

type OpenLine = { client: pg.Client; socket: Socket };

/** Keeps what is written until the events at hand are through, and sends it all together. */
function holdBack(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}
