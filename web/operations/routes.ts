import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "../app/root-route.ts";
import type { SearchParams } from "../app/search-params.ts";
import { requireAdministrator } from "../app/session.ts";

const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/console",
  validateSearch: (search: SearchParams) => search,
  beforeLoad: requireAdministrator,
  component: lazyRouteComponent(() => import("./console-layout.tsx"), "ConsoleLayout"),
});

/** By their path below `/console`. Those with a place in the navigation are in `console-parts.ts` too. */
const CONSOLE_PAGES = {
  accounts: lazyRouteComponent(() => import("./accounts/accounts-page.tsx"), "AccountsPage"),
  agreements: lazyRouteComponent(
    () => import("./agreements/agreements-page.tsx"),
    "AgreementsPage",
  ),
  "agreements/$agreement": lazyRouteComponent(
    () => import("./agreements/agreement-history-page.tsx"),
    "AgreementHistoryPage",
  ),
  "agreements/$agreement/new": lazyRouteComponent(
    () => import("./agreements/new-version-page.tsx"),
    "NewVersionPage",
  ),
  categories: lazyRouteComponent(
    () => import("./categories/categories-page.tsx"),
    "CategoriesPage",
  ),
  exports: lazyRouteComponent(() => import("./exports/exports-page.tsx"), "ExportsPage"),
  audit: lazyRouteComponent(() => import("./audit/audit-page.tsx"), "AuditPage"),
  mails: lazyRouteComponent(() => import("./mails/mails-page.tsx"), "MailsPage"),
  marks: lazyRouteComponent(() => import("./marks/marks-page.tsx"), "MarksPage"),
  review: lazyRouteComponent(
    () => import("../publishing/review/review-queue-page.tsx"),
    "ReviewQueuePage",
  ),
  "review/$review": lazyRouteComponent(
    () => import("../publishing/review/review-page.tsx"),
    "ReviewPage",
  ),
  reports: lazyRouteComponent(() => import("../community/reports/reports-page.tsx"), "ReportsPage"),
  "reports/$report": lazyRouteComponent(
    () => import("../community/reports/report-page.tsx"),
    "ReportPage",
  ),
  settings: lazyRouteComponent(() => import("./settings/settings-page.tsx"), "SettingsPage"),
  words: lazyRouteComponent(() => import("./words/words-page.tsx"), "WordsPage"),
};

const pages = Object.entries(CONSOLE_PAGES).map(([path, component]) =>
  createRoute({ getParentRoute: () => consoleRoute, path, component }),
);

const firstPage = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/",
  beforeLoad: () => redirect({ href: "/console/review", replace: true, throw: true }),
});

export const operationsRoutes = [consoleRoute.addChildren([firstPage, ...pages])];
