import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/** What people cannot use, or not without great trouble. */
const GRAVE = new Set(["serious", "critical"]);

/**
 * Everything serious or critical that axe finds on the page as it is shown now (PLT-11).
 * @param rules only these; everything that axe knows by default.
 * @returns a line for each finding: rule, what it means, and where.
 */
export async function findBarriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Not by a script element: the Content-Security-Policy allows none.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults, readonly string[] | null>(
    (only) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ["violations"],
        ...(only === null ? {} : { runOnly: [...only] }),
      }),
    rules ?? null,
  );
  return violations
    .filter(({ impact }) => impact !== null && impact !== undefined && GRAVE.has(impact))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, html, any }) => {
        const told = any.map(({ message }) => message).join(" ");
        return `${id}: ${help}: ${target.join(" ")} ${html.slice(0, 160)} ${told}`;
      }),
    );
}
