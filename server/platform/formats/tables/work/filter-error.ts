/** A value cannot be compared with its column. */
export class FilterError extends Error {
  override name = "FilterError";
}
