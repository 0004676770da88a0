import type { FastifyRequest } from "fastify";

type RawQuery = Record<string, string | string[] | undefined>;

/** One value of a query parameter; the last one wins. */
export function queryValue(request: FastifyRequest, name: string): string | undefined {
  return [(request.query as RawQuery)[name]].flat().at(-1);
}

/** All values: Python repeats `expand=a&expand=b`, JavaScript writes `expand[]=a`. */
export function queryValues(request: FastifyRequest, name: string): string[] {
  const query = request.query as RawQuery;
  return [query[name], query[`${name}[]`]].flat().filter((value) => value !== undefined);
}

/** `true`, `True` and `1` are true: httpx and requests write booleans differently. */
export function queryFlag(request: FastifyRequest, name: string): boolean {
  const value = queryValue(request, name)?.toLowerCase();
  return value === "true" || value === "1";
}

/** A whole number from 1 up to a limit; anything else is the fallback. */
export function queryNumber(
  request: FastifyRequest,
  name: string,
  { fallback, max }: { fallback: number; max: number },
): number {
  const value = Number(queryValue(request, name));
  return Number.isInteger(value) && value >= 1 ? Math.min(value, max) : fallback;
}
