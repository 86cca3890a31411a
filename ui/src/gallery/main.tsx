// Every part in every state, for tests and for whoever changes a part. Not in the wheel.

import { createRoot } from "react-dom/client";
import { I18nProvider } from "react-aria-components";
import "../look/tokens.css";
import "../look/base.css";
import "./gallery.css";
import { Button } from "../parts/button.tsx";
import { ModeFrame } from "../parts/mode.tsx";
import { asked } from "./asked.ts";
import { Controls } from "./controls.tsx";
import { Graphs } from "./graphs.tsx";
import { Lists } from "./lists.tsx";
import { Marks } from "./marks.tsx";
import { States } from "./states.tsx";
import { MODE_SAYS, MODE_WORDS, type Text } from "./town.ts";

const { look, mode, of, dir } = asked();
const text: Text = dir === "rtl" ? "ar" : "en";
const html = document.documentElement;
html.dataset["look"] = look;
html.dir = dir;
html.lang = text;

function Gallery() {
  const own = MODE_WORDS[text][mode];
  const word = of === "exercise" ? `${MODE_WORDS[text].exercise} · ${own}` : own;
  const leave = mode === "past" ? <Button keyCap="Esc">Back to now</Button> : mode === "exercise" ? "Leave the drill: hold Esc 2 s" : null;
  return (
    <I18nProvider locale={text === "ar" ? "ar-u-nu-latn" : "en-GB"}>
      <ModeFrame mode={mode} word={word} of={of} says={MODE_SAYS[text][mode]} leave={leave}>
        <header className="gallery-head">
          <h1 className="title">Parts</h1> <span className="tag mode-tag" data-mode={mode}>{word}</span>
        </header>
        <main className="gallery">
          <div className="stack"><Lists text={text} /><States /></div>
          <div className="stack"><Marks text={text} /><Controls /></div>
          <div className="stack"><Graphs text={text} /></div>
        </main>
      </ModeFrame>
    </I18nProvider>
  );
}

createRoot(document.getElementById("gallery")!).render(<Gallery />);
