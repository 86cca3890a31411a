// The console begins: look and language first, so that the first paint is right, then who is here.

import { createRoot } from "react-dom/client";
import "../look/tokens.css";
import "../look/base.css";
import "./shell.css";
import { App } from "./app.tsx";
import { beginLook } from "./preferences.ts";
import { partsOf } from "./route.ts";
import { FIRST, SCREENS } from "./screens.ts";

beginLook();
// The screen that the address names comes while the town is asked who is here. A link that is good
// once, and the page to sign in at, lead elsewhere first.
const [wanted = FIRST] = partsOf(window.location.pathname);
if (!new URLSearchParams(window.location.search).has("once")) {
  SCREENS.find((each) => each.name === wanted)?.load().catch(() => undefined);
}
const box = document.getElementById("console");
if (box) createRoot(box).render(<App />);
