/** `4096 × 11008`; empty for a scalar. */
export function formatShape(shape: readonly (number | string)[]): string {
  return shape.join(" × ");
}
