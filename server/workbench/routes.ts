import { ENDPOINTS } from "#contract/endpoints.ts";
import type { RequestContext } from "../context.ts";
import type { Mount } from "../platform/http/index.ts";
import { createDataset } from "./datasets/create-dataset.ts";
import { createDatasetVersion } from "./datasets/create-dataset-version.ts";
import { deleteDataset } from "./datasets/delete-dataset.ts";
import { fillDataset } from "./datasets/fill-dataset.ts";
import { getDataset } from "./datasets/get-dataset.ts";
import { importDatasetVersion } from "./datasets/import-dataset-version.ts";
import { listDatasetVersions } from "./datasets/list-dataset-versions.ts";
import { listDatasets } from "./datasets/list-datasets.ts";

const { workbench } = ENDPOINTS;

export function workbenchRoutes(mount: Mount<RequestContext>): void {
  mount(workbench.listDatasets, ({ ctx, query }) => listDatasets(ctx, query));
  mount(workbench.createDataset, ({ ctx, body }) => createDataset(ctx, body));
  mount(workbench.fillDataset, ({ ctx, body }) => fillDataset(ctx, body));
  mount(workbench.getDataset, ({ ctx, params }) => getDataset(ctx, params.id));
  mount(workbench.deleteDataset, ({ ctx, params }) => deleteDataset(ctx, params.id));
  mount(workbench.listDatasetVersions, ({ ctx, params, query }) =>
    listDatasetVersions(ctx, params.id, query),
  );
  mount(workbench.createDatasetVersion, ({ ctx, params }) => createDatasetVersion(ctx, params.id));
  mount(workbench.importDatasetVersion, ({ ctx, params, body }) =>
    importDatasetVersion(ctx, params, body),
  );
}
