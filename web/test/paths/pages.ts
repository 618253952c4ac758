// SPDX-License-Identifier: Apache-2.0

/// Every page, and whose it is.
export const pages: { name: string; path: string; user: string }[] = [
  { name: "overview", path: "/", user: "analyst" },
  { name: "live", path: "/live", user: "analyst" },
  { name: "journeys", path: "/journeys?period=last28", user: "analyst" },
  { name: "journeys-matrix", path: "/journeys?period=last28&tab=matrix", user: "analyst" },
  { name: "journeys-paths", path: "/journeys?period=last28&tab=paths", user: "analyst" },
  { name: "journeys-funnel", path: "/journeys?period=last28&tab=funnel", user: "analyst" },
  { name: "heat", path: "/heat", user: "analyst" },
  { name: "zones", path: "/zones?zone=fruit", user: "analyst" },
  { name: "queues", path: "/queues", user: "analyst" },
  { name: "audience", path: "/audience", user: "analyst" },
  { name: "compare", path: "/compare", user: "analyst" },
  { name: "exports", path: "/exports", user: "analyst" },
  { name: "quality", path: "/quality?period=last28", user: "analyst" },
  { name: "privacy", path: "/privacy", user: "dora" },
  { name: "privacy-changes", path: "/privacy?tab=changes", user: "dora" },
  { name: "privacy-gap", path: "/privacy?tab=gap", user: "dora" },
  { name: "privacy-retention", path: "/privacy?tab=retention", user: "dora" },
  { name: "privacy-log", path: "/privacy?tab=log", user: "dora" },
  { name: "setup", path: "/setup", user: "installer" },
  { name: "setup-camera", path: "/setup/camera", user: "installer" },
  { name: "setup-layout", path: "/setup/layout", user: "installer" },
  { name: "users", path: "/users", user: "admin" },
  { name: "account", path: "/account", user: "admin" },
  { name: "lost", path: "/nowhere", user: "analyst" },
];
