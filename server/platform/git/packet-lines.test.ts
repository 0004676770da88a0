import { describe, expect, it } from "vitest";
import {
  bandPackets,
  DELIMITER_PACKET,
  FLUSH_PACKET,
  type Packet,
  PacketError,
  packetOf,
  PacketReader,
  textOf,
} from "./packet-lines.ts";

async function* inPieces(bytes: Buffer, length: number) {
  for (let start = 0; start < bytes.length; start += length) {
    yield bytes.subarray(start, start + length);
  }
}

async function readAll(bytes: Buffer, length = 7): Promise<Packet[]> {
  const reader = new PacketReader(inPieces(bytes, length));
  const packets: Packet[] = [];
  for (let packet = await reader.next(); packet; packet = await reader.next()) packets.push(packet);
  return packets;
}

describe("BEY-1: packets", () => {
  it("are read as they were written, however they arrive", async () => {
    const all = [packetOf("want a\n"), DELIMITER_PACKET, packetOf(""), FLUSH_PACKET, packetOf("é")];
    for (const length of [1, 3, 100]) {
      const packets = await readAll(Buffer.concat(all), length);
      const texts = packets.map((packet) =>
        packet.kind === "line" ? textOf(packet.bytes) : packet.kind,
      );
      expect(texts).toEqual(["want a", "delimiter", "", "flush", "é"]);
    }
  });

  it("are followed by bytes that are left as they are", async () => {
    const bytes = Buffer.concat([packetOf("x"), FLUSH_PACKET, Buffer.from("PACK rest")]);
    const reader = new PacketReader(inPieces(bytes, 5));
    await reader.next();
    await reader.next();
    expect(Buffer.concat(await Array.fromAsync(reader.rest())).toString()).toBe("PACK rest");
  });

  it.each(["00", "zzzz", "0003", "fff5", "0009abc", "-001x", "0x10aaaa"])(
    "%j is none",
    async (text) => {
      await expect(readAll(Buffer.from(text))).rejects.toThrow(PacketError);
    },
  );

  it("of a band carry as much as one may, and no more", async () => {
    const bytes = Buffer.alloc(200_000, 1);
    for (const [isLong, limit] of [
      [true, 65_516],
      [false, 996],
    ] as const) {
      const packets = await readAll(
        Buffer.concat([...bandPackets("data", bytes, { isLong })]),
        65_536,
      );
      const payloads = packets.map((packet) => (packet.kind === "line" ? packet.bytes : null));
      expect(Math.max(...payloads.map((payload) => payload?.length ?? 0))).toBe(limit);
      const carried = payloads.map((payload) => payload?.subarray(1) ?? Buffer.alloc(0));
      expect(Buffer.concat(carried).equals(bytes)).toBe(true);
    }
  });
});
