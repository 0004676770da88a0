import { folderOf, nameOf } from "../../rules/paths.ts";
import type { TensorFormat } from "../../../platform/formats/tensors/tensor-file.ts";
import { extensionOf } from "../../reading/media-type.ts";

const INDEX_NAME = /\.(?<extension>safetensors|bin)\.index(?:\.[\w-]+)?\.json$/iu;
/** `model-00002-of-00005.safetensors`: what every tool that cuts checkpoints writes. */
const SHARD_NAME =
  /^(?<stem>.*-)(?<number>\d{5})-of-(?<count>\d{5})\.(?<extension>safetensors|gguf|bin)$/u;
const SHARD_LIMIT = 1000;
const FORMATS: Readonly<Record<string, TensorFormat>> = {
  safetensors: "safetensors",
  gguf: "gguf",
  onnx: "onnx",
  pt: "pytorch",
  pth: "pytorch",
  ckpt: "pytorch",
  bin: "pytorch",
};

/** `model.safetensors.index.json`, `pytorch_model.bin.index.json`: names the files of a checkpoint. */
export function isShardIndex(path: string): boolean {
  return INDEX_NAME.test(path);
}

/**
 * What a file of this name should hold; undefined for everything that has no tensors. Checkpoints of
 * PyTorch have names that many other files have as well.
 */
export function tensorFormatOf(path: string): TensorFormat | undefined {
  const extension = INDEX_NAME.exec(path)?.groups?.["extension"] ?? extensionOf(path);
  return FORMATS[extension.toLowerCase()];
}

/** All files of the checkpoint that this file is a part of; undefined when it stands alone. */
export function shardPathsOf(path: string): string[] | undefined {
  const groups = SHARD_NAME.exec(nameOf(path))?.groups;
  const count = Number(groups?.count);
  const number = Number(groups?.number);
  if (!groups || !(count > 1) || count > SHARD_LIMIT || number < 1 || number > count) {
    return undefined;
  }
  const { stem = "", extension = "" } = groups;
  return Array.from({ length: count }, (_, at) => {
    const name = `${stem}${pad(at + 1)}-of-${pad(count)}.${extension}`;
    return besides(path, name);
  });
}

/** A path that is written relative to the folder of another. */
export function besides(path: string, relative: string): string {
  const folder = folderOf(path);
  return folder === "" ? relative : `${folder}/${relative}`;
}

function pad(number: number): string {
  return String(number).padStart(5, "0");
}
