// The crew page begins: look first, so that the first paint is right; then what this phone kept.

import { createRoot } from "react-dom/client";
import "../look/tokens.css";
import "../look/base.css";
import "./crew.css";
import { beginLook } from "../shell/preferences.ts";
import { App } from "./app.tsx";
import { keepShell } from "./phone.ts";
import { openShelf } from "./shelf.ts";

beginLook();
keepShell();
const box = document.getElementById("crew");
if (box) void openShelf().then((shelf) => createRoot(box).render(<App shelf={shelf} />));
