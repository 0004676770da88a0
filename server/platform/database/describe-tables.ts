import type { Client } from "pg";

const TYPES: Record<string, string> = {
  int2: "number",
  int4: "number",
  int8: "number",
  float8: "number",
  bool: "boolean",
  text: "string",
  bytea: "Buffer",
  timestamptz: "Date",
  date: "string",
  jsonb: "Json",
  tsvector: "string",
  int8multirange: "string",
  _text: "string[]",
  _bytea: "Buffer[]",
};

type Column = {
  table_name: string;
  column_name: string;
  udt_name: string;
  is_nullable: "YES" | "NO";
  has_default: boolean;
  always_generated: boolean;
};

/** The text of tables.ts: one Kysely table type for each table of schema `public`. */
export async function describeTables(client: Pick<Client, "query">): Promise<string> {
  const { rows } = await client.query<Column>(`
    select table_name, column_name, udt_name, is_nullable,
      column_default is not null or is_identity = 'YES' as has_default,
      is_identity = 'YES' or is_generated = 'ALWAYS' as always_generated
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'migrations'
    order by table_name collate "C", ordinal_position`);
  const tables = Map.groupBy(rows, (row) => row.table_name);
  const types = [...tables].map(
    ([name, columns]) =>
      `export type ${pascalCase(name)}Table = {\n${columns.map(describeColumn).join("")}};\n`,
  );
  const all = [...tables.keys()].map((name) => `  ${name}: ${pascalCase(name)}Table;\n`).join("");
  return `${HEADER}\n${types.join("\n")}\nexport type Tables = {\n${all}};\n`;
}

const HEADER = `// Written by tools/generate-tables.ts from the migrated schema. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** jsonb: read as a parsed value, written as JSON text. */
export type Json = ColumnType<unknown, string, string>;
`;

function describeColumn(column: Column): string {
  const base = TYPES[column.udt_name];
  if (!base) throw new Error(`no type for ${column.table_name}.${column.column_name}`);
  const nullable = column.is_nullable === "YES";
  let type =
    base === "Json" && nullable ? "ColumnType<unknown, string | null, string | null>" : base;
  if (base !== "Json" && nullable) type = `${base} | null`;
  if (column.always_generated) type = `GeneratedAlways<${type}>`;
  else if (base === "Json" && column.has_default)
    type = "ColumnType<unknown, string | undefined, string>";
  else if (column.has_default) type = `Generated<${type}>`;
  return `  ${column.column_name}: ${type};\n`;
}

function pascalCase(name: string): string {
  return name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}
