/** A bracket expression of git's patterns, such as `[a-z[:digit:]]`, over bytes. */
export type Bracket = {
  accepts: (byte: number) => boolean;
  /** Index of the byte behind the closing bracket. */
  next: number;
};

type Accepts = Bracket["accepts"];

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /\p{Cc}/u,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  xdigit: /[A-Fa-f0-9]/,
};

const BACKSLASH = 0x5c;
const CLOSE = 0x5d;
const DASH = 0x2d;

/**
 * Reads the expression whose first byte behind `[` is at `start`.
 * @returns undefined when it is not closed or names an unknown class.
 */
export function readBracket(bytes: Buffer, start: number): Bracket | undefined {
  const text = bytes.toString("latin1");
  const isNegated = text[start] === "!" || text[start] === "^";
  const accepted: Accepts[] = [];
  let at = isNegated ? start + 1 : start;
  /** What a following dash would begin a range with. */
  let before: number | undefined;
  // A closing bracket in the first place stands for itself.
  for (let isFirst = true; isFirst || bytes[at] !== CLOSE; isFirst = false) {
    const member = readMember(text, at, before);
    if (!member) return undefined;
    accepted.push(member.accepts);
    before = member.before;
    at = member.next;
  }
  const accepts: Accepts = (byte) => accepted.some((accept) => accept(byte)) !== isNegated;
  return { accepts, next: at + 1 };
}

type Member = Bracket & { before: number | undefined };

function readMember(text: string, at: number, before: number | undefined): Member | undefined {
  const named = /^\[:([^\]]*):\]/.exec(text.slice(at));
  if (named) return classMember(named[1] ?? "", at + named[0].length);
  const isRange =
    text.charCodeAt(at) === DASH &&
    before !== undefined &&
    at + 1 < text.length &&
    text.charCodeAt(at + 1) !== CLOSE;
  if (isRange) {
    const last = readByte(text, at + 1);
    return (
      last && {
        accepts: (byte) => byte >= before && byte <= last.byte,
        next: last.next,
        before: undefined,
      }
    );
  }
  const single = readByte(text, at);
  return (
    single && {
      accepts: (byte) => byte === single.byte,
      next: single.next,
      before: single.byte,
    }
  );
}

function classMember(name: string, next: number): Member | undefined {
  const expression = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  return (
    expression && {
      accepts: (byte) => expression.test(String.fromCharCode(byte)),
      next,
      before: undefined,
    }
  );
}

function readByte(text: string, at: number): { byte: number; next: number } | undefined {
  const from = text.charCodeAt(at) === BACKSLASH ? at + 1 : at;
  return from < text.length ? { byte: text.charCodeAt(from), next: from + 1 } : undefined;
}
