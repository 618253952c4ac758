// SPDX-License-Identifier: Apache-2.0
import type { ComponentType } from "react";
import { createBrowserRouter, Outlet } from "react-router";
import { Welcome } from "../pages/login/welcome";
import { Overview } from "../pages/overview/overview";
import { Loading } from "../ui/state";
import { Crash, Lost } from "./lost";
import { SessionGate } from "./session";
import { Shell } from "./shell";

/// Everything but the first page comes when it is opened.
const page = (load: () => Promise<ComponentType>) => ({
  lazy: async () => ({ Component: await load() }),
});

export function makeRouter() {
  return createBrowserRouter([
    { path: "/welcome", Component: Welcome, ErrorBoundary: Crash },
    {
      path: "/contact",
      HydrateFallback: Loading,
      ErrorBoundary: Crash,
      ...page(async () => (await import("../pages/contact/contact")).Contact),
    },
    {
      path: "/",
      ErrorBoundary: Crash,
      HydrateFallback: Loading,
      element: (
        <SessionGate>
          <Shell>
            <Outlet />
          </Shell>
        </SessionGate>
      ),
      children: [
        {
          ErrorBoundary: Crash,
          children: [
            { index: true, Component: Overview },
            { path: "live", ...page(async () => (await import("../pages/live/live")).LivePage) },
            {
              path: "journeys",
              ...page(async () => (await import("../pages/journeys/journeys")).Journeys),
            },
            { path: "heat", ...page(async () => (await import("../pages/heat/heat")).HeatPage) },
            { path: "zones", ...page(async () => (await import("../pages/zones/zones")).Zones) },
            {
              path: "queues",
              ...page(async () => (await import("../pages/queues/queues")).Queues),
            },
            {
              path: "audience",
              ...page(async () => (await import("../pages/audience/audience")).AudiencePage),
            },
            {
              path: "compare",
              ...page(async () => (await import("../pages/compare/compare")).Compare),
            },
            {
              path: "exports",
              ...page(async () => (await import("../pages/exports/exports")).Exports),
            },
            {
              path: "quality",
              ...page(async () => (await import("../pages/quality/quality")).QualityPage),
            },
            {
              path: "privacy",
              ...page(async () => (await import("../pages/privacy/privacy")).Privacy),
            },
            { path: "setup", ...page(async () => (await import("../pages/setup/setup")).Setup) },
            {
              path: "setup/camera",
              ...page(async () => (await import("../pages/setup/wizard")).Wizard),
            },
            {
              path: "setup/layout",
              ...page(async () => (await import("../pages/setup/layout-page")).LayoutPage),
            },
            { path: "users", ...page(async () => (await import("../pages/users/users")).Users) },
            {
              path: "account",
              ...page(async () => (await import("../pages/account/account")).Account),
            },
            { path: "*", Component: Lost },
          ],
        },
      ],
    },
  ]);
}
