export type ProgressState = {
  /** `Download 1/4 config.json` */
  label: string;
  doneBytes: number;
  totalBytes: number;
  elapsedSeconds: number;
  /** Bytes per second; undefined before the first ones. */
  rate: number | undefined;
  /** Said in the place of the rate, e.g. `already here`. */
  note?: string | undefined;
};

const NARROW_BAR = 10;
/** What percentage, counts, times and rate take at most, with the narrowest bar. */
const ROOM_AFTER = 60;
const LABEL_START = 14;
const PREFIXES = ["", "k", "M", "G", "T", "P"];

/**
 * One line of progress as users of Python tools know it:
 * `Download config.json: 100%|##########| 665/665 [00:00<00:00, 12.3kB/s]`.
 * @param columns of the terminal, which the line fills; undefined where there is none.
 */
export function formatProgress(state: ProgressState, columns?: number): string {
  const { doneBytes, totalBytes, elapsedSeconds, rate, note } = state;
  const label = columns === undefined ? state.label : shorten(state.label, columns - ROOM_AFTER);
  const share = totalBytes === 0 ? 1 : Math.min(1, doneBytes / totalBytes);
  const remaining = remainingTime(totalBytes - doneBytes, rate);
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const speed = note ?? (rate === undefined ? "?B/s" : `${formatCount(rate)}B/s`);
  const times = `${formatSeconds(elapsedSeconds)}<${remaining}`;
  const counts = `${formatCount(doneBytes)}/${formatCount(totalBytes)}`;
  const before = `${label}: ${percent}|`;
  const after = `| ${counts} [${times}, ${speed}]`;
  const room = columns === undefined ? NARROW_BAR : columns - 1 - before.length - after.length;
  const width = Math.max(3, Math.min(room, 60));
  const filled = Math.floor(share * width);
  return before + "#".repeat(filled) + " ".repeat(width - filled) + after;
}

/** `Download 1/4 …/model-00001.safetensors`: the end of a long path tells files apart. */
function shorten(label: string, length: number): string {
  const characters = [...label];
  const kept = Math.max(length, LABEL_START + 11);
  if (characters.length <= kept) return label;
  const end = characters.slice(LABEL_START + 1 - kept);
  return `${characters.slice(0, LABEL_START).join("")}…${end.join("")}`;
}

/** `665`, `12.3k`, `1.20G`: three digits from a thousand on. */
export function formatCount(value: number): string {
  let scaled = value;
  let step = 0;
  while (scaled >= 999.5 && step < PREFIXES.length - 1) {
    scaled /= 1000;
    step += 1;
  }
  if (step === 0) return String(Math.round(value));
  const decimals = scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0;
  return `${scaled.toFixed(decimals)}${PREFIXES[step]}`;
}

/** `00:07`, `12:30`, `1:02:03`. */
function formatSeconds(seconds: number): string {
  const whole = Math.floor(seconds);
  const hours = Math.floor(whole / 3600);
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  const rest = `${twoDigits(Math.floor(whole / 60) % 60)}:${twoDigits(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

function remainingTime(bytes: number, rate: number | undefined): string {
  if (bytes <= 0) return formatSeconds(0);
  return rate === undefined || rate === 0 ? "?" : formatSeconds(bytes / rate);
}
