import mime from "mime";
import { extensionOf } from "../../reading/media-type.ts";

const PICTURES = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/;
/** What browsers play, some of them not everywhere. */
const AUDIO = new Set("mp3 wav flac ogg oga opus m4a aac weba".split(" "));
const VIDEO = new Set("mp4 m4v webm ogv mov mkv".split(" "));

export function isPictureName(path: string): boolean {
  return PICTURES.test(mime.getType(path) ?? "");
}

export function isAudioName(path: string): boolean {
  return AUDIO.has(extensionOf(path));
}

export function isVideoName(path: string): boolean {
  return VIDEO.has(extensionOf(path));
}
