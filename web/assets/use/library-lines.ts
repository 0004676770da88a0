/** How a library of Python, or its command, loads a model by its full name. */
type Library = {
  /** As the taxonomy of frameworks names it. */
  framework: string;
  /** Product name; not translated. */
  name: string;
  /** Lines after the environment is set; a `revision` is a version's number. */
  lines: (id: string, revision: string | undefined) => string;
  /** Set in a shell instead of in Python. */
  isCommand?: true;
};

/** Of those that load by the hub's protocol from the address in `HF_ENDPOINT`. */
export const LIBRARIES: readonly Library[] = [
  {
    framework: "diffusers",
    name: "Diffusers",
    lines: (id, revision) =>
      `from diffusers import DiffusionPipeline\n\npipeline = DiffusionPipeline.from_pretrained("${id}"${pinned(revision)})`,
  },
  {
    framework: "sentence-transformers",
    name: "Sentence Transformers",
    lines: (id, revision) =>
      `from sentence_transformers import SentenceTransformer\n\nmodel = SentenceTransformer("${id}"${pinned(revision)})\nvectors = model.encode(["…"])`,
  },
  {
    framework: "timm",
    name: "timm",
    lines: (id, revision) =>
      `import timm\n\nmodel = timm.create_model("hf_hub:${id}${revision === undefined ? "" : `@${revision}`}", pretrained=True)`,
  },
  {
    framework: "vllm",
    name: "vLLM",
    isCommand: true,
    lines: (id, revision) =>
      `vllm serve ${id}${revision === undefined ? "" : ` --revision ${revision}`}`,
  },
];

function pinned(revision: string | undefined): string {
  return revision === undefined ? "" : `, revision="${revision}"`;
}
