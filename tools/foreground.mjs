import { spawn } from "node:child_process";

/** A terminal and npm both deliver one Ctrl-C; copies this close together are one key press. */
const samePressMs = 500;
const isWindows = process.platform === "win32";

/**
 * Runs a command in place of this process: same input and output, its exit code or signal is ours.
 *
 * `drains` is for servers. The child leaves the terminal's process group, so that it hears each
 * signal exactly once, from here; a second Ctrl-C ends it and everything it started.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, drains?: boolean, env?: NodeJS.ProcessEnv }} [options]
 */
export function runInForeground(command, args, { cwd, drains = false, env = process.env } = {}) {
  const isApart = drains && !isWindows;
  const child = spawn(command, args, { cwd, detached: isApart, env, stdio: "inherit" });
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  /** @type {number | undefined} */
  let firstAt;

  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    const wasToldByTerminal = !isApart && signal === "SIGINT" && process.stdin.isTTY;
    if (wasToldByTerminal) return;
    const now = Date.now();
    if (firstAt === undefined) child.kill(signal);
    else if (now - firstAt > samePressMs) killAll(child, { isApart });
    firstAt ??= now;
  };
  for (const signal of signals) process.on(signal, pass);
  if (drains) whenNpmIsGone(() => pass("SIGTERM"));

  child.on("error", (error) => {
    process.stderr.write(`${command} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    for (const name of signals) process.off(name, pass);
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

/**
 * A child apart leads a process group of its own: what it started goes with it.
 * @param {import("node:child_process").ChildProcess} child
 * @param {{ isApart: boolean }} options
 */
function killAll(child, { isApart }) {
  if (isApart && child.pid) process.kill(-child.pid, "SIGKILL");
  else child.kill("SIGKILL");
}

/**
 * npm passes SIGTERM to the shell around us and no further: then our parent dies without a word.
 * @param {() => void} react
 */
function whenNpmIsGone(react) {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    react();
  }, 250);
  watch.unref();
}
