// SPDX-License-Identifier: Apache-2.0
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./design/tokens.css";
import "./design/base.css";
import "./design/layout.css";
import "./design/ui.css";
import "./design/charts.css";
import "./design/pages.css";
import "./design/setup.css";
import "./design/print.css";
import { App } from "./app/app";
import { startTheme } from "./app/theme";
import { startWords } from "./i18n";

startTheme();
await startWords();
createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
