import type pg from "pg";

/** Columns of a table and their types; a value of an array type is given as an array. */
export type Columns = Readonly<Record<string, string>>;
export type Value = string | number | boolean | null | readonly string[];

/** Inserts rows in one statement, with ids that are given. */
export async function insertRows(
  client: pg.ClientBase,
  table: string,
  { columns, rows }: { columns: Columns; rows: readonly (readonly Value[])[] },
): Promise<void> {
  const names = Object.keys(columns);
  const types = Object.values(columns);
  const isList = types.map((type) => type.endsWith("[]"));
  const values = names.map((_, column) =>
    rows.map((row) => {
      const value = row[column];
      return isList[column] ? arrayText(value as readonly string[]) : value;
    }),
  );
  const given = types.map((type, column) => `$${column + 1}::${isList[column] ? "text" : type}[]`);
  const taken = types.map((type, column) => `c${column}::${type}`);
  const aliases = names.map((_, column) => `c${column}`);
  await client.query(
    `insert into ${table} (${names.join(", ")}) overriding system value
     select ${taken.join(", ")} from unnest(${given.join(", ")}) as given (${aliases.join(", ")})`,
    values,
  );
}

/** As PostgreSQL reads an array. */
function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(",")}}`;
}
