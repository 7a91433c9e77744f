import { resolve } from "node:path";
import { defineConfig } from "vite";
import { precompress } from "./compress.ts";
import { iconSprite } from "./icons.ts";

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  base: "./",
  publicDir: false,
  plugins: [iconSprite(), precompress()],
  css: {
    preprocessorOptions: {
      scss: {
        loadPaths: [resolve(here, "../node_modules")],
        // Bootstrap 5.3 is still written with @import.
        quietDeps: true,
        silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
      },
    },
  },
  build: {
    outDir: "../src/sohotich/foundation/pages/static/built",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      onLog(level, log, report) {
        // htmx may evaluate its own attributes; the page's policy and allowEval=false forbid it.
        if (log.code === "EVAL" && log.id?.includes("htmx")) return;
        report(level, log);
      },
      input: {
        shell: resolve(here, "src/shell/main.ts"),
        keying: resolve(here, "src/keying/main.ts"),
        capture: resolve(here, "src/capture/main.ts"),
        contact_sheet: resolve(here, "src/contact-sheet/main.ts"),
        comparison: resolve(here, "src/comparison/main.ts"),
        review: resolve(here, "src/review/main.ts"),
        worker: resolve(here, "src/worker/main.ts"),
      },
      output: {
        // Twelve hex digits: the form WhiteNoise knows as immutable.
        hashCharacters: "hex",
        entryFileNames: "[name].[hash:12].js",
        chunkFileNames: "[name].[hash:12].js",
        assetFileNames: "[name].[hash:12][extname]",
      },
    },
  },
  test: { environment: "jsdom", include: ["tests/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0]);
