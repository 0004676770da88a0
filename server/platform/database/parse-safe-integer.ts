/** @throws RangeError when a number cannot hold the integer exactly. */
export function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(`The database holds ${text}, beyond what a number can hold exactly.`);
}
