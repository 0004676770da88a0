import pg from "pg";
import { wakeUpChannel } from "./emit.ts";

export interface WakeUp {
  stop(): Promise<void>;
}

const reconnectMs = 5_000;

/**
 * Calls `wake` whenever an event was committed anywhere. Only a hint: notifications are lost while
 * the connection is, so the caller polls too.
 */
export function listenForEvents(url: string, wake: () => void): WakeUp {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function reconnect(): void {
    if (!isStopped) timer = setTimeout(() => void connect(), reconnectMs);
  }

  async function connect(): Promise<void> {
    client = new pg.Client({
      connectionString: url,
      application_name: "open-gallery events",
      keepAlive: true,
    });
    client.on("notification", wake);
    // What the error was does not matter: the connection ends, and another one is made.
    client.on("error", () => {});
    client.once("end", reconnect);
    try {
      await client.connect();
      await client.query(`listen ${wakeUpChannel}`);
      wake();
    } catch {
      await client.end();
    }
  }

  const connecting = connect();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await connecting;
      await client?.end();
    },
  };
}
