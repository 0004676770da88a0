/** Who made a commit or a tag, and when. */
export type Identity = {
  name: string;
  email: string;
  /** Git keeps whole seconds. */
  at: Date;
  /** Offset from UTC as git writes it: `+0800`. */
  timezone: string;
  /** The line as it stood, only where git itself would have written it otherwise. */
  raw?: string;
};

const WHEN = /^ *(-?\d{1,18})(?: +([+-]\d{4}))?/;

const TIMEZONE = /^[+-]\d{4}$/;

// Any of these would let a name end its own field.
const STRUCTURAL = /[\0\n<>]/;
// The characters that git strips from both ends of a name and an address.
const CRUD = /^[\0-\x20.,:;<>"\\']+|[\0-\x20.,:;<>"\\']+$/g;

/** Reads the value of an `author`, `committer` or `tagger` line, however damaged it is. */
export function parseIdentity(text: string): Identity {
  const open = text.indexOf("<");
  const close = text.indexOf(">", open + 1);
  const [, seconds, timezone] = WHEN.exec(text.slice(text.lastIndexOf(">") + 1)) ?? [];
  const identity: Identity = {
    name: (open < 0 ? text : text.slice(0, open)).replace(/ $/, ""),
    email: open < 0 || close < 0 ? "" : text.slice(open + 1, close),
    at: dateOf(Number(seconds ?? 0)),
    timezone: timezone ?? "+0000",
  };
  const isPlain = isWritable(identity) && formatIdentity(identity) === text;
  return isPlain ? identity : { ...identity, raw: text };
}

/**
 * The value of an `author`, `committer` or `tagger` line.
 * @throws {Error} when a field could not be read back; `cleanIdentityText` prevents that.
 */
export function serialiseIdentity(identity: Identity): string {
  if (identity.raw !== undefined) return identity.raw;
  if (!isWritable(identity)) {
    throw new Error("identity: a bracket, a line end, NUL, or not a date or time zone");
  }
  return formatIdentity(identity);
}

/** A name or an address without what git does not allow in one; possibly empty. */
export function cleanIdentityText(text: string): string {
  return text.replace(CRUD, "").replaceAll(/[\0\n<>]/g, "");
}

function isWritable({ name, email, at, timezone }: Identity): boolean {
  if (STRUCTURAL.test(name) || STRUCTURAL.test(email)) return false;
  return TIMEZONE.test(timezone) && !Number.isNaN(at.getTime());
}

function formatIdentity({ name, email, at, timezone }: Identity): string {
  return `${name} <${email}> ${Math.floor(at.getTime() / 1000)} ${timezone}`;
}

/** A time beyond what Date can hold reads as 1970, as git's own log prints it. */
function dateOf(seconds: number): Date {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
}
