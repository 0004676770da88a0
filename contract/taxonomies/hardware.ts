import { indexTerms, type Term } from "./term.ts";

/** How schedulers and specifications group hardware. */
export type HardwareFamily = "cpu" | "gpu" | "npu" | "other";

export type Hardware = Term<HardwareId> & { readonly family: HardwareFamily };

const ROWS = [
  ["cpu", "cpu", "CPU", "CPU"],
  ["nvidia-gpu", "gpu", "NVIDIA GPU", "NVIDIA GPU"],
  ["ascend-npu", "npu", "Ascend NPU", "昇腾 NPU"],
  ["amd-gpu", "gpu", "AMD GPU", "AMD GPU"],
  ["intel-gpu", "gpu", "Intel GPU", "Intel GPU"],
  ["apple-silicon", "gpu", "Apple silicon", "Apple 芯片"],
  ["moore-threads-gpu", "gpu", "Moore Threads GPU", "摩尔线程 GPU"],
  ["metax-gpu", "gpu", "MetaX GPU", "沐曦 GPU"],
  ["hygon-dcu", "gpu", "Hygon DCU", "海光 DCU"],
  ["cambricon-mlu", "npu", "Cambricon MLU", "寒武纪 MLU"],
  ["kunlun-xpu", "npu", "Kunlunxin XPU", "昆仑芯 XPU"],
  ["google-tpu", "npu", "Google TPU", "谷歌 TPU"],
  ["intel-gaudi", "npu", "Intel Gaudi", "Intel Gaudi"],
  ["aws-neuron", "npu", "AWS Neuron", "AWS Neuron"],
  ["edge-device", "other", "Edge device", "端侧设备"],
  ["other", "other", "Other", "其他"],
] as const satisfies readonly (readonly [string, HardwareFamily, string, string])[];

export type HardwareId = (typeof ROWS)[number][0];

export const HARDWARE: readonly Hardware[] = ROWS.map(([id, family, name, nameZh]) => ({
  id,
  family,
  name,
  nameZh,
}));

export const HARDWARE_IDS: readonly HardwareId[] = ROWS.map(([id]) => id);

/** Finds a hardware type by its id or by another spelling in use. */
export const findHardware = indexTerms(HARDWARE, {
  gpu: "nvidia-gpu",
  nvidia: "nvidia-gpu",
  cuda: "nvidia-gpu",
  npu: "ascend-npu",
  ascend: "ascend-npu",
  amd: "amd-gpu",
  rocm: "amd-gpu",
  mps: "apple-silicon",
  tpu: "google-tpu",
  mlu: "cambricon-mlu",
  dcu: "hygon-dcu",
  xpu: "kunlun-xpu",
  musa: "moore-threads-gpu",
  hpu: "intel-gaudi",
  edge: "edge-device",
});
