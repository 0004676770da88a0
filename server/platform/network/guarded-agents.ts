import { lookup, type LookupAddress, type LookupOptions } from "node:dns";
import { Agent as HttpAgent, type AgentOptions } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { Duplex } from "node:stream";
import type { Reach } from "./host-rules.ts";
import { isPublicAddress } from "./public-address.ts";

/** The host leads into a network that this server does not open for others. */
export class HostRefusedError extends Error {
  override name = "HostRefusedError";
  readonly code = "EHOSTREFUSED";
}

export type Agents = { http: HttpAgent; https: HttpsAgent };

/**
 * Connections that only reach what they may. A name is judged by the very address that is then
 * connected to, at every connection: a name that changes its address in between gains nothing.
 */
export function guardedAgents(reach: Exclude<Reach, "refused">, options: AgentOptions): Agents {
  const guard = reach === "any" ? {} : { lookup: publicLookup };
  const agents = {
    http: new HttpAgent({ ...options, ...guard }),
    https: new HttpsAgent({ ...options, ...guard }),
  };
  if (reach === "public") for (const agent of Object.values(agents)) refuseInnerLiterals(agent);
  return agents;
}

/** An address written as numbers is never looked up. */
function refuseInnerLiterals(agent: HttpAgent): void {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const host = options.host ?? "";
    if (isIP(host) === 0 || isPublicAddress(host)) return connect(options, callback);
    const nowhere = new Duplex();
    nowhere.destroy();
    callback?.(refused(host), nowhere);
    return null;
  };
}

/** Looks a name up, and refuses one with an address that is not of the internet. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  const all: LookupOptions & { all: true } = { ...options, all: true };
  lookup(hostname, all, (error, addresses) => {
    if (error !== null) {
      callback(error, []);
      return;
    }
    // One inner address among public ones is how a name is used to look inside.
    const inner = addresses.find(({ address }) => !isPublicAddress(address));
    if (inner !== undefined || addresses.length === 0) callback(refused(hostname), []);
    else answer(addresses, { isAll: options.all === true, callback });
  });
};

type Answering = { isAll: boolean; callback: Parameters<LookupFunction>[2] };

function answer(addresses: LookupAddress[], { isAll, callback }: Answering): void {
  const [first] = addresses;
  if (isAll || first === undefined) callback(null, addresses);
  else callback(null, first.address, first.family);
}

function refused(host: string): HostRefusedError {
  return new HostRefusedError(`${host} leads into a network that is not reached for others`);
}
