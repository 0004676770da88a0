import { DATA_TYPE_TERMS, SIZE_CATEGORIES } from "#contract/taxonomies/data-types.ts";
import { FRAMEWORKS } from "#contract/taxonomies/frameworks.ts";
import { LANGUAGES } from "#contract/taxonomies/languages.ts";
import { LICENCES } from "#contract/taxonomies/licences.ts";
import { TASKS } from "#contract/taxonomies/tasks.ts";
import type { Term } from "#contract/taxonomies/term.ts";
import type { Hub } from "./hub.ts";

/** The tags that a list can be filtered by, by what they tell; `id` is what `filter` takes. */
export function tagRoutes({ app }: Hub): void {
  app.get("/api/models-tags-by-type", async () => ({
    pipeline_tag: tags("pipeline_tag", TASKS),
    library: tags("library", FRAMEWORKS),
    language: tags("language", LANGUAGES),
    license: tags("license", LICENCES, "license:"),
  }));
  app.get("/api/datasets-tags-by-type", async () => ({
    task_categories: tags("task_categories", TASKS, "task_categories:"),
    library: tags("library", FRAMEWORKS, "library:"),
    language: tags("language", LANGUAGES, "language:"),
    license: tags("license", LICENCES, "license:"),
    modality: tags("modality", DATA_TYPE_TERMS, "modality:"),
    size_categories: tags("size_categories", SIZE_CATEGORIES, "size_categories:"),
  }));
}

function tags(type: string, terms: readonly Term[], prefix = "") {
  return terms.map(({ id, name }) => ({ id: `${prefix}${id}`, label: name, type }));
}
