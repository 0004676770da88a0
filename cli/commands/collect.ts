/** For options that may be given several times; without a default, which the help would print. */
export function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}
