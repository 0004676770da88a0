export { type Agents, guardedAgents, HostRefusedError } from "./guarded-agents.ts";
export { boundedFetch } from "./bounded-fetch.ts";
export { type HostRules, parseHostRules, PUBLIC_ONLY, type Reach, reachOf } from "./host-rules.ts";
