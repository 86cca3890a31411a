import { defineConfig } from "vite";

// One page of the ui is one HTML file here. The output goes into the Python package, which serves
// it under /ui/; it is not committed.
export default defineConfig({
  base: "/ui/",
  worker: { format: "es" },
  build: {
    outDir: "../src/tocsin/app/web/ui",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1800,
    rolldownOptions: { input: ["console.html", "map.html"] },
  },
});
