/** What a metadata file says of one file, column by column, in the order of the file. */
export type MetadataRow = ReadonlyMap<string, string>;

/** More columns are left out. */
export const MAX_COLUMNS = 50;
