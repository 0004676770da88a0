import type accounts from "../locales/en/accounts.json" with { type: "json" };
import type agreements from "../locales/en/agreements.json" with { type: "json" };
import type app from "../locales/en/app.json" with { type: "json" };
import type assets from "../locales/en/assets.json" with { type: "json" };
import type cardIssues from "../locales/en/card-issues.json" with { type: "json" };
import type checks from "../locales/en/checks.json" with { type: "json" };
import type community from "../locales/en/community.json" with { type: "json" };
import type creation from "../locales/en/creation.json" with { type: "json" };
import type diff from "../locales/en/diff.json" with { type: "json" };
import type editor from "../locales/en/editor.json" with { type: "json" };
import type gate from "../locales/en/gate.json" with { type: "json" };
import type issues from "../locales/en/issues.json" with { type: "json" };
import type me from "../locales/en/me.json" with { type: "json" };
import type previewsMedia from "../locales/en/previews-media.json" with { type: "json" };
import type previewsTable from "../locales/en/previews-table.json" with { type: "json" };
import type previewsTensors from "../locales/en/previews-tensors.json" with { type: "json" };
import type problemDetails from "../locales/en/problem-details.json" with { type: "json" };
import type problems from "../locales/en/problems.json" with { type: "json" };
import type publishing from "../locales/en/publishing.json" with { type: "json" };
import type repositories from "../locales/en/repositories.json" with { type: "json" };
import type scans from "../locales/en/scans.json" with { type: "json" };
import type storage from "../locales/en/storage.json" with { type: "json" };
import type uploads from "../locales/en/uploads.json" with { type: "json" };

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "app";
    resources: {
      accounts: typeof accounts;
      agreements: typeof agreements;
      app: typeof app;
      assets: typeof assets;
      "card-issues": typeof cardIssues;
      checks: typeof checks;
      community: typeof community;
      creation: typeof creation;
      diff: typeof diff;
      editor: typeof editor;
      gate: typeof gate;
      issues: typeof issues;
      me: typeof me;
      "previews-media": typeof previewsMedia;
      "previews-table": typeof previewsTable;
      "previews-tensors": typeof previewsTensors;
      "problem-details": typeof problemDetails;
      problems: typeof problems;
      publishing: typeof publishing;
      repositories: typeof repositories;
      scans: typeof scans;
      storage: typeof storage;
      uploads: typeof uploads;
    };
  }
}
