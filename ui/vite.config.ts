import { defineConfig } from "vite";
import { crewShell } from "./build/crew-shell.ts";

// One page of the ui is one HTML file here. The output goes into the Python package, which serves
// it under /ui/; it is not committed.
export default defineConfig({
  base: "/ui/",
  worker: { format: "es" },
  plugins: [crewShell()],
  build: {
    outDir: "../src/tocsin/app/web/ui",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1800,
    rolldownOptions: {
      input: { console: "console.html", map: "map.html", crew: "crew.html", "crew/sw": "src/crew/sw.ts" },
      // A service worker keeps its name, so that a browser finds the newer one under it.
      output: { entryFileNames: ({ name }) => (name === "crew/sw" ? "crew/sw.js" : "assets/[name]-[hash].js") },
    },
  },
});
