import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../app/root-route.ts";
import type { SearchParams } from "../app/search-params.ts";
import { requireAccount } from "../app/session.ts";
import { leaveWhenSignedIn } from "./sign-in/leave-when-signed-in.ts";

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/login",
  validateSearch: (search: SearchParams) => search,
  beforeLoad: leaveWhenSignedIn,
  component: lazyRouteComponent(() => import("./sign-in/sign-in-page.tsx"), "SignInPage"),
});

const returnRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/login/return",
  validateSearch: (search: SearchParams) => search,
  component: lazyRouteComponent(() => import("./sign-in/return-page.tsx"), "ReturnPage"),
});

const chooseRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/login/choose",
  validateSearch: (search: SearchParams) => search,
  component: lazyRouteComponent(
    () => import("./sign-in/choose-account-page.tsx"),
    "ChooseAccountPage",
  ),
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-up",
  validateSearch: (search: SearchParams) => search,
  beforeLoad: leaveWhenSignedIn,
  component: lazyRouteComponent(() => import("./sign-up/sign-up-page.tsx"), "SignUpPage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/settings",
  beforeLoad: requireAccount,
  component: lazyRouteComponent(() => import("./settings/settings-layout.tsx"), "SettingsLayout"),
});

const settingsPages = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: "/",
    component: lazyRouteComponent(() => import("./settings/profile-page.tsx"), "ProfilePage"),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: "notices",
    component: lazyRouteComponent(
      () => import("./notices/notice-settings-page.tsx"),
      "NoticeSettingsPage",
    ),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: "onboarding",
    validateSearch: (search: SearchParams) => search,
    component: lazyRouteComponent(
      () => import("./onboarding/onboarding-page.tsx"),
      "OnboardingPage",
    ),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: "security",
    component: lazyRouteComponent(() => import("./settings/security-page.tsx"), "SecurityPage"),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: "deletion",
    component: lazyRouteComponent(() => import("./deletion/deletion-page.tsx"), "DeletionPage"),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: "tokens",
    component: lazyRouteComponent(() => import("./tokens/tokens-page.tsx"), "TokensPage"),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: "access-keys",
    component: lazyRouteComponent(() => import("./tokens/access-keys-page.tsx"), "AccessKeysPage"),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: "storage-connections",
    component: lazyRouteComponent(
      () => import("../repositories/connections/connections-page.tsx"),
      "ConnectionsPage",
    ),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: "organisations",
    component: lazyRouteComponent(
      () => import("./organisations/organisations-page.tsx"),
      "OrganisationsPage",
    ),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: "organisations/$owner",
    component: lazyRouteComponent(
      () => import("./organisations/organisation-page.tsx"),
      "OrganisationPage",
    ),
  }),
];

export const accountRoutes = [
  signInRoute,
  returnRoute,
  chooseRoute,
  signUpRoute,
  settingsRoute.addChildren(settingsPages),
];
