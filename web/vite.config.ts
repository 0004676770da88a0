import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { firstPageBudget } from "./build/first-page-budget.ts";
import { pdfResources } from "./build/pdf-resources.ts";
import { precompress } from "./build/precompress.ts";
import { themeStylesheet } from "./build/theme-stylesheet.ts";

const server = process.env.GALLERY_URL ?? "http://127.0.0.1:7860";

/** Addresses that the server answers itself; everything else is a page. */
const proxied = /^\/(api\/|feeds\/|(?:[a-z]+\/)?[^/]+\/[^/]+\/(resolve|raw)\/)/u.source;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    themeStylesheet(),
    pdfResources(),
    firstPageBudget({ maxBytes: 250_000 }),
    precompress(),
  ],
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    // The first page has its own limit, checked below; a chunk that loads on demand may be large.
    chunkSizeWarningLimit: 1000,
    // No account or organisation name starts with "_", so no page can have this address.
    assetsDir: "_app",
    // Data URLs would ask the Content-Security-Policy for more than 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Else everything that two pages share would be a file of its own, down to single icons.
        codeSplitting: {
          groups: [
            { name: "start", tags: ["$initial"] },
            { name: "icons", test: /@tabler\/icons-react/u, minShareCount: 3 },
            {
              name: "kit",
              test: /\/web\/(?:ui\/(?!chips|confirm-|counted-|dialog|find-|search-|secret-|side-|use-focus-)[^/]+|assets\/cards\/[^/]+)$/u,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { [proxied]: { target: server } } },
});
