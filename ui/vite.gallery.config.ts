import { defineConfig } from "vite";

// The page of all parts in all states, for tests and for whoever changes a part. It is not in the
// wheel: `npm run gallery` writes it to a folder of its own.
export default defineConfig({
  base: "/",
  build: {
    outDir: "gallery-built",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    rolldownOptions: { input: ["gallery.html"] },
  },
});
