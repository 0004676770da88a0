export { toProblem } from "./answer-problem.ts";
export { createServer } from "./create-server.ts";
export { isUnchanged } from "./entity-tags.ts";
export { API_PREFIX, createMount, type Call, type Handler, type Mount } from "./mount.ts";
export { isLoopback, LOOPBACK_HOSTS } from "./refuse-foreign-hosts.ts";
export { runOnce } from "./remember-answers.ts";
export { serveWeb } from "./serve-web.ts";
export { sendBytes, type Representation } from "./send-bytes.ts";
