// What the crew page needs without a link, found in the finished build and written into its service
// worker; its manifest and icons.

import { createHash } from "node:crypto";
import type { Plugin, Rolldown } from "vite";
import { icon } from "./icon.ts";

type Bundle = Rolldown.OutputBundle;

const PAGE = "crew.html";
const WORKER = "crew/sw.js";
// The map and letters of other scripts: the page works without, and they are kept when the rest is there.
const LATER = /-cyrillic-|-latin-ext-|noto-sans-mono|(small-map|large-map|way|source|map-box)-/;
const LARGE = 400_000;
const SIZES = [192, 512];

export function crewShell(): Plugin {
  return {
    name: "crew-shell",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const size of SIZES) this.emitFile({ type: "asset", fileName: `crew/icon-${size}.png`, source: icon(size) });
        this.emitFile({ type: "asset", fileName: "crew/manifest.webmanifest", source: JSON.stringify(MANIFEST, null, 2) });
        const page = bundle[PAGE];
        const worker = bundle[WORKER];
        if (!page || worker?.type !== "chunk") return;
        const files = reached(bundle, textOf(page)).sort();
        const path = (name: string) => `/ui/${name}`;
        const isLater = (name: string) => LATER.test(name) || textOf(bundle[name]!).length > LARGE;
        const shell = {
          build: createHash("sha256").update(files.join("\n") + textOf(page)).digest("hex").slice(0, 16),
          needed: ["/crew", "/crew/manifest.webmanifest", "/crew/icon-192.png", ...files.filter((each) => !isLater(each)).map(path)],
          later: files.filter(isLater).map(path),
        };
        worker.code = worker.code.replaceAll("__CREW_SHELL__", JSON.stringify(shell));
      },
    },
  };
}

// Files that the page names, and those that these name.
function reached(bundle: Bundle, first: string): string[] {
  const found = new Set<string>();
  const texts = [first];
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    for (const [name, file] of Object.entries(bundle)) {
      const short = name.slice(name.lastIndexOf("/") + 1);
      if (found.has(name) || !name.startsWith("assets/") || !text.includes(short) || short.endsWith(".woff")) continue;
      found.add(name);
      if (/\.(js|css|mjs)$/.test(name)) texts.push(textOf(file));
    }
  }
  return [...found];
}

function textOf(file: Bundle[string]): string {
  if (file.type === "chunk") return file.code;
  return typeof file.source === "string" ? file.source : new TextDecoder().decode(file.source);
}

const MANIFEST = {
  id: "/crew",
  name: "Tocsin crew",
  short_name: "Crew",
  start_url: "/crew",
  scope: "/crew",
  display: "standalone",
  orientation: "any",
  background_color: "#12161c",
  theme_color: "#12161c",
  icons: SIZES.flatMap((size) =>
    ["any", "maskable"].map((purpose) => ({ src: `/crew/icon-${size}.png`, sizes: `${size}x${size}`, type: "image/png", purpose })),
  ),
};
