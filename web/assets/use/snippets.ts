import type { Asset } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";

/** How one client gets an asset from this gallery. */
export type Snippet = {
  id: "transformers" | "datasets" | "huggingface_hub" | "hf" | "gallery-cli" | "javascript";
  /** Product name of the client; not translated. */
  name: string;
  code: string;
};

type Usable = Pick<Asset, "kind" | "name" | "owner" | "frameworks" | "tasks" | "visibility">;

/** The word that hub clients know for a kind; they know three. */
const HUB_TYPES: Partial<Record<AssetKind, string>> = { model: "model", dataset: "dataset" };

const AUTO_CLASSES: Readonly<Record<string, string>> = {
  "text-generation": "AutoModelForCausalLM",
  "question-answering": "AutoModelForQuestionAnswering",
  "text-classification": "AutoModelForSequenceClassification",
  "token-classification": "AutoModelForTokenClassification",
  "fill-mask": "AutoModelForMaskedLM",
  translation: "AutoModelForSeq2SeqLM",
  summarization: "AutoModelForSeq2SeqLM",
  "text2text-generation": "AutoModelForSeq2SeqLM",
};

/**
 * Ready to paste: each sets the gallery's address, and the token where the asset asks for one.
 *
 * @param url address of the gallery, e.g. `https://gallery.example.org`
 * @param revision of a version, `1.2.0`; the default branch when absent
 */
export function writeSnippets(asset: Usable, url: string, revision?: string): Snippet[] {
  const id = `${asset.owner.name}/${asset.name}`;
  const hubType = HUB_TYPES[asset.kind];
  const needsToken = asset.visibility !== "public";
  const options = { url, needsToken, revision };
  const snippets: Snippet[] = [];
  if (asset.kind === "model" && isForTransformers(asset)) {
    snippets.push({
      id: "transformers",
      name: "Transformers",
      code: pythonStart(url, needsToken) + transformersLines(asset, id, revision),
    });
  }
  if (asset.kind === "dataset") {
    snippets.push({
      id: "datasets",
      name: "Datasets",
      code: `${pythonStart(url, needsToken)}from datasets import load_dataset\n\ndataset = load_dataset("${id}"${pythonRevision(revision)})`,
    });
  }
  if (hubType) {
    snippets.push(
      {
        id: "huggingface_hub",
        name: "huggingface_hub",
        code: hubLines(id, hubType, options),
      },
      { id: "hf", name: "hf", code: hfLines(id, hubType, options) },
      { id: "javascript", name: "JavaScript", code: scriptLines(id, hubType, options) },
    );
  }
  snippets.push({
    id: "gallery-cli",
    name: "gallery-cli",
    code: commandLines(id, asset.kind, options),
  });
  return snippets;
}

type Options = { url: string; needsToken: boolean; revision: string | undefined };

function pythonRevision(revision: string | undefined): string {
  return revision === undefined ? "" : `, revision="${revision}"`;
}

function flagOf(revision: string | undefined): string {
  return revision === undefined ? "" : ` --revision ${revision}`;
}

function isForTransformers({ frameworks, tasks }: Usable): boolean {
  return (
    frameworks.includes("transformers") ||
    (frameworks.length === 0 && tasks.some((task) => task in AUTO_CLASSES))
  );
}

function pythonStart(url: string, needsToken: boolean): string {
  const token = needsToken ? `os.environ["HF_TOKEN"] = "hf_og…"\n` : "";
  return `import os\n\nos.environ["HF_ENDPOINT"] = "${url}"\n${token}\n`;
}

function transformersLines(asset: Usable, id: string, revision: string | undefined): string {
  const task = asset.tasks.find((candidate) => candidate in AUTO_CLASSES);
  const autoClass = (task && AUTO_CLASSES[task]) || "AutoModel";
  const pinned = pythonRevision(revision);
  return `from transformers import ${autoClass}, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("${id}"${pinned})
model = ${autoClass}.from_pretrained("${id}"${pinned})`;
}

function hubLines(id: string, hubType: string, { url, needsToken, revision }: Options): string {
  const type = hubType === "model" ? "" : `, repo_type="${hubType}"`;
  return `${pythonStart(url, needsToken)}from huggingface_hub import snapshot_download

folder = snapshot_download("${id}"${type}${pythonRevision(revision)})`;
}

function hfLines(id: string, hubType: string, { url, needsToken, revision }: Options): string {
  const token = needsToken ? "export HF_TOKEN=hf_og…\n" : "";
  const type = hubType === "model" ? "" : ` --repo-type ${hubType}`;
  return `export HF_ENDPOINT=${url}\n${token}hf download ${id}${type}${flagOf(revision)}`;
}

function scriptLines(id: string, hubType: string, options: Options): string {
  const { url, needsToken, revision } = options;
  const token = needsToken ? `\n  accessToken: "hf_og…",` : "";
  const pinned = revision === undefined ? "" : `\n  revision: "${revision}",`;
  return `import { snapshotDownload } from "@huggingface/hub";

const folder = await snapshotDownload({
  repo: { type: "${hubType}", name: "${id}" },
  hubUrl: "${url}",${pinned}${token}
});`;
}

function commandLines(id: string, kind: AssetKind, { needsToken, revision }: Options): string {
  const login = needsToken ? "gallery-cli login\n" : "";
  return `${login}gallery-cli download ${id} --repo-type ${kind}${flagOf(revision)}`;
}
