import { defineConfig } from "vite";

/** Every address is relative, so that the site works below any path; the built files are package data of jiceng.site. */
export default defineConfig({
  base: "./",
  build: {
    outDir: "../jiceng/site/assets",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
    license: { fileName: "licenses.md" },
  },
});
