// The page of the map: reads the ground's style and tiles from this server, and from nowhere else.

import "./fonts.css";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import { addChoices, type Choice, chosen } from "./choices";
import { MapRefused, Source } from "./source";
import { GroundMap } from "./ground-map";

const told = byId("told");
const box = byId("map");

async function shown(source: Source): Promise<void> {
  const style = await source.style(chosen().look);
  const map = new GroundMap(box, source, style);
  addChoices(style.languages, async (choice: Choice) => map.show(await source.style(choice.look), choice.language));
  await map.show(style, chosen().language);
  told.textContent = "";
}

async function begin(source: Source): Promise<void> {
  try {
    await shown(source);
  } catch (error) {
    if (error instanceof MapRefused && error.status === 401) {
      asked();
      return;
    }
    box.dataset["state"] = "failed";
    told.textContent = error instanceof Error ? error.message : String(error);
  }
}

// A token is kept in this page's memory alone: whoever reloads it is asked again.
function asked(): void {
  const form = byId("sign-in") as HTMLFormElement;
  const token = byId("token") as HTMLInputElement;
  form.hidden = false;
  told.textContent = "";
  token.focus();
  form.onsubmit = (event) => {
    event.preventDefault();
    form.hidden = true;
    void begin(new Source(token.value.trim()));
    token.value = "";
  };
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

void begin(new Source(null));
