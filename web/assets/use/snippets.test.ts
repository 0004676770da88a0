import { expect, it } from "vitest";
import { writeSnippets } from "./snippets.ts";

const url = "https://gallery.example.org";
const owner = { name: "ada", kind: "user", nickname: "", avatarUrl: null } as const;
const model: Parameters<typeof writeSnippets>[0] = {
  kind: "model",
  name: "tiny",
  owner,
  frameworks: ["transformers"],
  tasks: ["text-generation"],
  visibility: "public",
  gate: "off",
  needsSubscription: false,
};

/** The same model, made with a library. */
function made(framework: string): typeof model {
  return { ...model, frameworks: [framework] };
}

function codeOf(asset: Parameters<typeof writeSnippets>[0], id: string): string | undefined {
  return writeSnippets(asset, url).find((snippet) => snippet.id === id)?.code;
}

it("DIS-4: offers each client that can read the kind", () => {
  const ids = (kind: "model" | "dataset" | "algorithm") =>
    writeSnippets({ ...model, frameworks: ["transformers"], tasks: [], kind }, url).map(
      ({ id }) => id,
    );
  expect(ids("model")).toEqual([
    "transformers",
    "huggingface_hub",
    "hf",
    "javascript",
    "gallery-cli",
  ]);
  expect(ids("dataset")).toContain("datasets");
  expect(ids("algorithm")).toEqual(["gallery-cli"]);
});

it("sets this gallery's address, and a token only where one is asked for", () => {
  expect(codeOf({ ...model, frameworks: [], tasks: [] }, "transformers")).toBeUndefined();
  expect(codeOf(model, "transformers")).toContain(
    'AutoModelForCausalLM.from_pretrained("ada/tiny")',
  );
  expect(codeOf(model, "transformers")).not.toContain("HF_TOKEN");
  expect(codeOf({ ...model, visibility: "private" }, "hf")).toBe(
    `export HF_ENDPOINT=${url}\nexport HF_TOKEN=hf_og…\nhf download ada/tiny`,
  );
  expect(codeOf({ ...model, kind: "dataset" }, "hf")).toContain("--repo-type dataset");
});

it("DIS-4: asks for a token wherever the files are not open to everyone", () => {
  expect(codeOf({ ...model, gate: "manual" }, "hf")).toContain("HF_TOKEN");
  expect(codeOf({ ...model, needsSubscription: true }, "gallery-cli")).toMatch(
    /^gallery-cli login/,
  );
});

it("DIS-4: shows the code of each library that the card names", () => {
  const frameworks = ["diffusers", "sentence-transformers", "timm", "vllm", "keras"];
  const many = { ...model, tasks: [], frameworks };
  expect(writeSnippets(many, url).map(({ name }) => name)).toEqual([
    "Diffusers",
    "Sentence Transformers",
    "timm",
    "vLLM",
    "huggingface_hub",
    "hf",
    "JavaScript",
    "gallery-cli",
  ]);
  expect(codeOf(many, "vllm")).toBe(`export HF_ENDPOINT=${url}\nvllm serve ada/tiny`);
  expect(codeOf(many, "timm")).toContain('timm.create_model("hf_hub:ada/tiny", pretrained=True)');
  expect(writeSnippets({ ...many, kind: "dataset" }, url).map(({ id }) => id)).not.toContain(
    "timm",
  );
});

it.each([
  [
    "diffusers",
    made("diffusers"),
    'DiffusionPipeline.from_pretrained("ada/tiny", revision="1.2.0")',
  ],
  [
    "sentence-transformers",
    made("sentence-transformers"),
    'SentenceTransformer("ada/tiny", revision="1.2.0")',
  ],
  ["timm", made("timm"), '"hf_hub:ada/tiny@1.2.0"'],
  ["vllm", made("vllm"), "vllm serve ada/tiny --revision 1.2.0"],
  ["transformers", model, 'from_pretrained("ada/tiny", revision="1.2.0")'],
  ["huggingface_hub", model, 'snapshot_download("ada/tiny", revision="1.2.0")'],
  ["hf", model, "hf download ada/tiny --revision 1.2.0"],
  ["javascript", model, '  revision: "1.2.0",'],
  ["gallery-cli", model, "--repo-type model --revision 1.2.0"],
  ["datasets", { ...model, kind: "dataset" }, 'load_dataset("ada/tiny", revision="1.2.0")'],
] as const)("PUB-5: %s gets a version by its number", (id, asset, line) => {
  const code = (revision?: string) =>
    writeSnippets(asset, url, revision).find((snippet) => snippet.id === id)?.code;
  expect(code("1.2.0")).toContain(line);
  expect(code()).not.toContain("evision");
});
