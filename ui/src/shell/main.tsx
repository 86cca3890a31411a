// The console begins: look and language first, so that the first paint is right, then who is here.

import { createRoot } from "react-dom/client";
import "../look/tokens.css";
import "../look/base.css";
import "./shell.css";
import { App } from "./app.tsx";
import { beginLook } from "./preferences.ts";

beginLook();
const box = document.getElementById("console");
if (box) createRoot(box).render(<App />);
