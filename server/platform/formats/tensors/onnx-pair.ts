import type { ProtobufReader } from "./protobuf-reader.ts";

const VALUE_LIMIT_BYTES = 16_384;

/** `StringStringEntryProto`. */
export async function readOnnxPair(
  reader: ProtobufReader,
  end: number,
): Promise<{ key: string; value: { text: string; isCut: boolean } }> {
  let key = "";
  let value = { text: "", isCut: false };
  for await (const field of reader.fields(end)) {
    if (field.number === 1) key = (await reader.text(field, 1024)).text;
    else if (field.number === 2) value = await reader.text(field, VALUE_LIMIT_BYTES);
  }
  return { key, value };
}
