import type { Asset } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { LIBRARIES } from "./library-lines.ts";

/** How one client gets an asset from this gallery. */
export type Snippet = {
  id: string;
  /** Product name of the client; not translated. */
  name: string;
  code: string;
  /** Python reads the address of the gallery once, when the library is imported. */
  isPython?: true;
};

type Usable = Pick<
  Asset,
  "kind" | "name" | "owner" | "frameworks" | "tasks" | "visibility" | "gate" | "needsSubscription"
>;

/** Whether its files are only for those who say who they are. */
export function needsToken({
  visibility,
  gate,
  needsSubscription,
}: Pick<Usable, "visibility" | "gate" | "needsSubscription">): boolean {
  return visibility !== "public" || gate !== "off" || needsSubscription;
}

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
  const options = { url, needsToken: needsToken(asset), revision };
  const snippets: Snippet[] = [];
  if (asset.kind === "model" && isForTransformers(asset)) {
    snippets.push({
      id: "transformers",
      name: "Transformers",
      isPython: true,
      code: pythonStart(options) + transformersLines(asset, id, revision),
    });
  }
  if (asset.kind === "model") snippets.push(...librarySnippets(asset, id, options));
  if (asset.kind === "dataset") {
    snippets.push({
      id: "datasets",
      name: "Datasets",
      isPython: true,
      code: `${pythonStart(options)}from datasets import load_dataset\n\ndataset = load_dataset("${id}"${pythonRevision(revision)})`,
    });
  }
  if (hubType) {
    snippets.push(
      {
        id: "huggingface_hub",
        name: "huggingface_hub",
        isPython: true,
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

/** Of the libraries that the card names. */
function librarySnippets(asset: Usable, id: string, options: Options): Snippet[] {
  return LIBRARIES.filter(({ framework }) => asset.frameworks.includes(framework)).map(
    ({ framework, name, lines, isCommand }) => ({
      id: framework,
      name,
      code: (isCommand ? shellStart(options) : pythonStart(options)) + lines(id, options.revision),
      ...(isCommand ? {} : { isPython: true as const }),
    }),
  );
}

function shellStart({ url, needsToken: isAsked }: Options): string {
  return `export HF_ENDPOINT=${url}\n${isAsked ? "export HF_TOKEN=hf_og…\n" : ""}`;
}

function pythonStart({ url, needsToken: isAsked }: Options): string {
  const token = isAsked ? `os.environ["HF_TOKEN"] = "hf_og…"\n` : "";
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

function hubLines(id: string, hubType: string, options: Options): string {
  const type = hubType === "model" ? "" : `, repo_type="${hubType}"`;
  return `${pythonStart(options)}from huggingface_hub import snapshot_download

folder = snapshot_download("${id}"${type}${pythonRevision(options.revision)})`;
}

function hfLines(id: string, hubType: string, options: Options): string {
  const type = hubType === "model" ? "" : ` --repo-type ${hubType}`;
  return `${shellStart(options)}hf download ${id}${type}${flagOf(options.revision)}`;
}

function scriptLines(id: string, hubType: string, options: Options): string {
  const { url, needsToken: isAsked, revision } = options;
  const token = isAsked ? `\n  accessToken: "hf_og…",` : "";
  const pinned = revision === undefined ? "" : `\n  revision: "${revision}",`;
  return `import { snapshotDownload } from "@huggingface/hub";

const folder = await snapshotDownload({
  repo: { type: "${hubType}", name: "${id}" },
  hubUrl: "${url}",${pinned}${token}
});`;
}

function commandLines(id: string, kind: AssetKind, { needsToken: isAsked, revision }: Options) {
  const login = isAsked ? "gallery-cli login\n" : "";
  return `${login}gallery-cli download ${id} --repo-type ${kind}${flagOf(revision)}`;
}
