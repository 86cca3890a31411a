// Marks of the map that must be read, as buttons that keys reach. They stand in one layer, by their
// edges: sixty of MapLibre's markers, each moved by a transform of its own, cost the page more at
// each change than all else on it.

import type { IncidentMark } from "./desk-map.ts";

const MOST = 60;

interface Pressed {
  readonly button: HTMLButtonElement;
  of: IncidentMark;
}

export class MarkButtons {
  readonly layer = document.createElement("div");
  private readonly buttons = new Map<string, Pressed>();
  private readonly project: (spot: IncidentMark) => { readonly x: number; readonly y: number };
  private readonly named: (mark: IncidentMark) => string;
  private readonly picked: (id: string) => void;

  constructor(project: MarkButtons["project"], named: MarkButtons["named"], picked: MarkButtons["picked"]) {
    this.project = project;
    this.named = named;
    this.picked = picked;
    this.layer.className = "map-marks";
  }

  show(marks: readonly IncidentMark[], selected: string | null): void {
    const ids = new Set(marks.map((each) => each.id));
    for (const [id, { button }] of this.buttons) {
      if (ids.has(id)) continue;
      button.remove();
      this.buttons.delete(id);
    }
    for (const each of marks) {
      const known = this.buttons.get(each.id);
      const shown = known ?? this.begun(each);
      if (known?.of !== each) {
        shown.of = each;
        shown.button.setAttribute("aria-label", this.named(each));
        this.put(shown);
      }
      const pressed = String(each.id === selected);
      if (shown.button.getAttribute("aria-pressed") !== pressed) shown.button.setAttribute("aria-pressed", pressed);
    }
  }

  // The map moved.
  place(): void {
    for (const each of this.buttons.values()) this.put(each);
  }

  private begun(mark: IncidentMark): Pressed {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-mark";
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.picked(mark.id);
    });
    const made = { button, of: mark };
    this.buttons.set(mark.id, made);
    this.layer.append(button);
    return made;
  }

  private put({ button, of }: Pressed): void {
    const { x, y } = this.project(of);
    button.style.left = `${Math.round(x)}px`;
    button.style.top = `${Math.round(y)}px`;
  }
}

// What is selected, then immediate and urgent incidents; no more than a person could read.
export function urgent(incidents: ReadonlyMap<string, IncidentMark>, selected: string | null): readonly IncidentMark[] {
  const chosen = selected === null ? undefined : incidents.get(selected);
  const of: Record<1 | 2, IncidentMark[]> = { 1: [], 2: [] };
  for (const each of incidents.values()) {
    if ((each.severity === 1 || each.severity === 2) && each !== chosen && of[each.severity].length < MOST) of[each.severity].push(each);
  }
  return [...(chosen ? [chosen] : []), ...of[1], ...of[2]].slice(0, MOST);
}
