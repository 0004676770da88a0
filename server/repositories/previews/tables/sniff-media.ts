type Media = { mediaType: string; extension: string };

type Signature = Media & { bytes: string; at?: number };

/** How the kinds that browsers show and play begin. Source: WHATWG MIME Sniffing. */
const SIGNATURES: readonly Signature[] = [
  { bytes: "\x89PNG\r\n\x1a\n", mediaType: "image/png", extension: "png" },
  { bytes: "\xff\xd8\xff", mediaType: "image/jpeg", extension: "jpg" },
  { bytes: "GIF8", mediaType: "image/gif", extension: "gif" },
  { bytes: "WEBP", at: 8, mediaType: "image/webp", extension: "webp" },
  { bytes: "BM", mediaType: "image/bmp", extension: "bmp" },
  { bytes: "ftypavif", at: 4, mediaType: "image/avif", extension: "avif" },
  { bytes: "WAVE", at: 8, mediaType: "audio/wav", extension: "wav" },
  { bytes: "fLaC", mediaType: "audio/flac", extension: "flac" },
  { bytes: "OggS", mediaType: "audio/ogg", extension: "ogg" },
  { bytes: "ID3", mediaType: "audio/mpeg", extension: "mp3" },
  { bytes: "\xff\xfb", mediaType: "audio/mpeg", extension: "mp3" },
  { bytes: "\xff\xf3", mediaType: "audio/mpeg", extension: "mp3" },
];

const UNKNOWN: Media = { mediaType: "application/octet-stream", extension: "bin" };

/** What bytes are, from how they begin; what no browser shows is a download. */
export function sniffMedia(bytes: Buffer): Media {
  const found = SIGNATURES.find(
    ({ bytes: signature, at = 0 }) =>
      bytes.toString("latin1", at, at + signature.length) === signature,
  );
  return found ? { mediaType: found.mediaType, extension: found.extension } : UNKNOWN;
}
