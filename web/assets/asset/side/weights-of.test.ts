import { expect, it } from "vitest";
import { weightsOf } from "./weights-of.ts";

it("DIS-4: tensors are read from the index of all shards, else from the weights alone", () => {
  const shards = ["model-00001-of-00002.safetensors", "model.safetensors.index.json", "a.gguf"];
  expect(weightsOf(shards)).toBe("model.safetensors.index.json");
  expect(weightsOf(["adapter.safetensors", "model.safetensors"])).toBe("model.safetensors");
  expect(weightsOf(["README.md", "q4.GGUF"])).toBe("q4.GGUF");
  expect(weightsOf(["README.md", "safetensors.txt", "gguf"])).toBeUndefined();
});
