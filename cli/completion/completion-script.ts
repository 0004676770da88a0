import type { Command } from "commander";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** What can be completed after a command: `admin user` is one. */
type Node = { path: string; words: { word: string; about: string }[] };

/** A script that completes commands and options, for a shell to read. */
export function completionScript(program: Command, shell: Shell): string {
  const nodes = describe(program, "");
  const name = program.name();
  if (shell === "fish") return fishScript(name, nodes);
  const script = bashScript(name, nodes);
  // zsh reads bash's way of completing once it is told to.
  return shell === "bash" ? script : `autoload -U +X bashcompinit && bashcompinit\n${script}`;
}

function describe(command: Command, path: string): Node[] {
  const help = command.createHelp();
  const children = help.visibleCommands(command).filter((child) => child.name() !== "help");
  const words = [
    ...children.map((child) => ({ word: child.name(), about: child.summary() })),
    ...help
      .visibleOptions(command)
      .flatMap((option) =>
        option.long === undefined ? [] : [{ word: option.long, about: option.description }],
      ),
  ];
  return [
    { path, words },
    ...children.flatMap((child) => describe(child, `${path} ${child.name()}`.trim())),
  ];
}

function bashScript(name: string, nodes: readonly Node[]): string {
  const cases = nodes.map(({ path, words }) => {
    const list = words.map(({ word }) => word).join(" ");
    return `    "${path}") words="${list}" ;;`;
  });
  const paths = nodes.map(({ path }) => `"${path}"`).join("|");
  return `# Completion of ${name}.
_gallery_cli() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" words="" word next
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    next="\${path:+$path }$word"
    case "$next" in ${paths}) path="$next" ;; esac
  done
  case "$path" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -o bashdefault -F _gallery_cli ${name}
`;
}

function fishScript(name: string, nodes: readonly Node[]): string {
  const lines = nodes.flatMap(({ path, words }) =>
    words.map(({ word, about }) => {
      const wanted = path === "" ? "__fish_use_subcommand" : `__fish_seen_subcommand_from ${path}`;
      const isOption = word.startsWith("--");
      const condition = isOption && path === "" ? "" : ` -n '${wanted}'`;
      const what = isOption ? `-l ${word.slice(2)}` : `-f -a ${word}`;
      return `complete -c ${name}${condition} ${what} -d '${about.replaceAll("'", String.raw`\'`)}'`;
    }),
  );
  return `# Completion of ${name}.\n${lines.join("\n")}\n`;
}
