// SPDX-License-Identifier: Apache-2.0
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `SILLAGE_API=http://127.0.0.1:8080 npm run dev` serves the sources beside a running desk.
const api = process.env.SILLAGE_API ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    // The licences of what is bundled go with it.
    license: { fileName: "licenses.md" },
    // The desk's content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { "/api": { target: api, secure: false } } },
  test: { include: ["test/unit/**/*.test.ts", "test/unit/**/*.test.tsx"] },
} as Parameters<typeof defineConfig>[0]);
