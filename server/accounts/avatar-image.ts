/** The pictures that every browser shows and that cannot hold scripts. */
export type AvatarMediaType = "image/png" | "image/jpeg" | "image/webp";

/** What a picture is by its first bytes; whatever its sender calls it does not count. */
export function sniffAvatar(image: Buffer): AvatarMediaType | undefined {
  const head = image.subarray(0, 12).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1A\n")) return "image/png";
  if (head.startsWith("\xFF\xD8\xFF")) return "image/jpeg";
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return "image/webp";
  return undefined;
}
