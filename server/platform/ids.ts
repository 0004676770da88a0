import { randomBytes } from "node:crypto";

/** 24 hex digits that sort by time: 4 bytes of unix seconds, 8 random ones. */
export function newPublicId(now: Date = new Date()): string {
  const seconds = Buffer.alloc(4);
  seconds.writeUInt32BE(Math.floor(now.getTime() / 1000));
  return Buffer.concat([seconds, randomBytes(8)]).toString("hex");
}
