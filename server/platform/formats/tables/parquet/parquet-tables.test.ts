import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomAccess } from "../../random-access.ts";
import { type Cell, TableFormatError } from "../table.ts";
import type { ParquetColumn } from "./columns.ts";
import { formatDecimal, formatFloat, formatTimestamp } from "./numbers.ts";
import { openParquet } from "./open-parquet.ts";
import { readParquetRows } from "./read-parquet-rows.ts";

const MIB = 1024 * 1024;
const folder = await mkdtemp(join(tmpdir(), "parquet-tables-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

function fileOf(bytes: Uint8Array) {
  const source = {
    sizeBytes: bytes.length,
    async *read({ start, end }: { start: number; end: number }) {
      yield Buffer.from(bytes.subarray(start, end));
    },
  };
  return randomAccess(source, 256 * MIB);
}

async function read(
  bytes: Uint8Array,
  { start = 0, end = 100, budgetBytes = 32 * MIB } = {},
): Promise<{ cells: Cell[][]; columns: ParquetColumn[]; bytesRead: number }> {
  const file = fileOf(bytes);
  const table = await openParquet(file);
  const { columns, metadata } = table;
  const rows = { start, end: Math.min(end, Number(metadata.num_rows)) };
  const found = await readParquetRows(file, table, { rows, columns, budgetBytes });
  return { cells: found.map(({ cells }) => cells), columns, bytesRead: file.bytesRead };
}

/** A file written by another program, and what that program reads in it as text. */
async function written(name: string, select: string, options = "") {
  const path = join(folder, `${name}.parquet`);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet ${options})`);
  const asText = async (expressions: string, rest = "") => {
    const sql = `SELECT ${expressions} FROM read_parquet('${path}') ${rest}`;
    return (await connection.runAndReadAll(sql)).getRows();
  };
  return { bytes: await readFile(path), asText };
}

describe("values", () => {
  it("REP-5: are those that another reader sees, with no digit lost", async () => {
    const { bytes, asText } = await written(
      "types",
      `SELECT * FROM (VALUES
        (9223372036854775807::BIGINT, 18446744073709551615::UBIGINT, 123.45::DECIMAL(10,2),
          -99999999999999999999999.123456::DECIMAL(38,6), 1e21::DOUBLE, true, 'héllo "x"',
          DATE '2020-02-29', TIMESTAMP '2020-01-01 12:34:56.789012',
          TIMESTAMP_NS '2020-01-01 00:00:00.123456789', TIME '12:34:56.5', [1,2,NULL],
          {'a': 1, 'b': 'x', 'c': 12345678901234567::BIGINT}, MAP {'k': 1.5::DOUBLE},
          [{'t': DATE '2020-01-01', 'd': 9007199254740993}], TIMESTAMPTZ '2020-01-01 12:34:56+00'),
        (NULL, NULL, NULL, NULL, 'nan'::DOUBLE, NULL, NULL, DATE '1500-01-01',
          TIMESTAMP '1960-01-01 00:00:00', NULL, NULL, NULL, NULL, NULL, [], NULL),
        (-4, 0, -0.05, 0.000001, 0.0001::DOUBLE, false, '', DATE '1969-12-31',
          TIMESTAMP '2262-01-01 00:00:00.1', NULL, TIME '00:00:00', [],
          {'a': NULL, 'b': NULL, 'c': NULL}, MAP {}, [NULL], NULL)
      ) t(big, unsigned, money, wide, float, flag, text, day, moment, nano, clock, list, object,
        map, nested, zoned)`,
    );
    const { cells, columns } = await read(bytes);
    const expressions = columns.map(({ name, type }) =>
      type === "list" || type === "object" ? `to_json("${name}")::VARCHAR` : `"${name}"::VARCHAR`,
    );
    expect(cells).toEqual(await asText(expressions.join(", ")));
    expect(cells[0]).toContain("9223372036854775807");
    expect(cells[0]).toContain("-99999999999999999999999.123456");
    expect(cells[0]).toContain("2020-01-01 00:00:00.123456789");
  });

  it("REP-5: are found deep in a row group, also where pages do not tell their rows", async () => {
    const { bytes, asText } = await written(
      "lists",
      "SELECT i, CASE WHEN i % 5 > 0 THEN range(i % 4) END AS l, {'x': i} AS s FROM range(50000) t(i)",
      ", ROW_GROUP_SIZE 50000, COMPRESSION zstd",
    );
    const { cells } = await read(bytes, { start: 49_950, end: 50_000 });
    const expected = "i::VARCHAR, to_json(l)::VARCHAR, to_json(s)::VARCHAR";
    expect(cells).toEqual(await asText(expected, "LIMIT 50 OFFSET 49950"));
  });

  it("formats numbers and moments to their last digit", () => {
    expect(formatDecimal(-5n, 2)).toBe("-0.05");
    expect(formatDecimal(12n, -3)).toBe("12000");
    expect(formatFloat(1e-7)).toBe("1e-07");
    expect(formatFloat(3)).toBe("3.0");
    expect(formatTimestamp(-1n, "NANOS")).toBe("1969-12-31 23:59:59.999999999");
  });
});

describe("reading", () => {
  const many = Array.from({ length: 200_000 }, (_, index) => index);
  const bytes = new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "id", data: many.map(BigInt), type: "INT64", offsetIndex: false },
        {
          name: "text",
          data: many.map((row) => `${row} ${"x".repeat(60)} ${row * 7}`),
          type: "STRING",
          offsetIndex: false,
        },
      ],
      codec: "UNCOMPRESSED",
      rowGroupSize: many.length,
    }),
  );

  it.each([0, 100_000, 199_990])(
    "REP-5: of rows from %d on takes only their pages",
    async (start) => {
      const { cells, bytesRead } = await read(bytes, { start, end: start + 10 });
      expect(cells[0]).toEqual([`${start}`, `${start} ${"x".repeat(60)} ${start * 7}`]);
      expect(cells).toHaveLength(10);
      // The whole file has 17 MB; its end is read for the footer.
      expect(bytesRead).toBeLessThan(4.5 * MIB);
    },
  );

  it("REP-5: tells what would go over its budget as unread, beside what does not", async () => {
    const { cells } = await read(bytes, { budgetBytes: MIB + 600_000 });
    expect(cells[0]).toEqual(["0", { kind: "unread" }]);
  });

  it("REP-5: leaves images and audio of a dataset until somebody looks", async () => {
    const { bytes: images } = await written(
      "images",
      "SELECT {'bytes': repeat('x', 500000)::BLOB, 'path': i || '.png'} AS image, i FROM range(20) t(i)",
    );
    const { cells, columns, bytesRead } = await read(images);
    expect(columns.map(({ type }) => type)).toEqual(["image", "integer"]);
    expect(cells[3]).toEqual([{ kind: "media" }, "3"]);
    expect(bytesRead).toBeLessThan(MIB);
  });
});

describe("lies", () => {
  let whole: Buffer;
  beforeAll(async () => {
    whole = (await written("lies", "SELECT i AS n FROM range(1000) t(i)")).bytes;
  });

  const outcomeOf = (bytes: Uint8Array) =>
    read(bytes).then(
      () => "rows",
      (error: unknown) => (error instanceof TableFormatError ? "refused" : error),
    );

  it("REP-5: a wrong magic, an encrypted footer and a file without any are refused", async () => {
    const wrong = Buffer.from(whole);
    wrong.write("PAR2", whole.length - 4);
    expect(await outcomeOf(wrong)).toBe("refused");
    wrong.write("PARE", whole.length - 4);
    expect(await outcomeOf(wrong)).toBe("refused");
    expect(await outcomeOf(Buffer.alloc(0))).toBe("refused");
    expect(await outcomeOf(Buffer.from("PAR1"))).toBe("refused");
  });

  it.each([0xff_ff_ff_ff, 0x7f_ff_ff_ff, 100_000_000])(
    "REP-5: a footer that claims %d bytes is refused without reading them",
    async (claim) => {
      const lying = Buffer.from(whole);
      lying.writeUInt32LE(claim, whole.length - 8);
      expect(await outcomeOf(lying)).toBe("refused");
    },
  );

  it("REP-5: 2^31 row groups in a small footer are refused", async () => {
    // FileMetaData: version 1, no schema, no rows, a list of 2^31 - 1 structs that do not follow.
    const footer = Buffer.from("1502191c0016001efc".slice(0, 14), "hex");
    const list = Buffer.from([0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length + list.length);
    const bytes = Buffer.concat([Buffer.from("PAR1"), footer, list, length, Buffer.from("PAR1")]);
    expect(await outcomeOf(bytes)).toBe("refused");
  });

  it("REP-5: whatever byte of a file is turned, the answer is rows or a refusal", async () => {
    for (let at = 0; at < whole.length; at += 7) {
      const turned = Buffer.from(whole);
      turned[at] = (turned[at] ?? 0) ^ 0xff;
      expect(["rows", "refused"]).toContain(await outcomeOf(turned));
    }
  });
});
