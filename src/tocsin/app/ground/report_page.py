"""What is in a ground and what is doubtful, as one page: no script, nothing fetched."""

import sqlite3
from html import escape

from tocsin.app.ground.asking import DoubtRow, Jurisdiction
from tocsin.app.ground.folder import Manifest
from tocsin.app.ground.report_map import drawn, mark, mark_of
from tocsin.app.ground.saying import edited, level_says, names_of

SHOWN = 100
STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --faint: #6b6b6b; --line: #d8d8d8;
  --land: #f4f1e8; --road: #9a9a9a; --water: #5b9bd5; --border: #333; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #16181b; --faint: #a0a0a0;
  --line: #3a3d42; --land: #23262b; --road: #6f747b; --water: #4a7fb0; --border: #d0d0d0; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2rem; }
.faint { color: var(--faint); overflow-wrap: anywhere; } .warn { border: 3px solid #b3261e;
  padding: .5rem 1rem; font-weight: 700; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .2rem 1.2rem .2rem 0;
  border-bottom: 1px solid var(--line); vertical-align: top; } td.number { text-align: right;
  font-variant-numeric: tabular-nums; }
.counts { columns: 14rem; } .counts div { display: flex; justify-content: space-between;
  border-bottom: 1px solid var(--line); break-inside: avoid; }
figure { margin: 1rem 0; } svg { width: 100%; height: auto; display: block; }
figure > svg { border: 1px solid var(--line); } path { stroke-linejoin: round; }
path.zone, path.water, path.road { fill: none; }
path.zone { stroke: var(--line); stroke-width: .7; } path.border { fill: var(--land);
  fill-rule: evenodd; stroke: var(--border); stroke-width: 1.6; }
path.water { stroke: var(--water); stroke-width: 1.1; } path.road { stroke: var(--road);
  stroke-width: .8; } .mark { stroke: var(--paper); stroke-width: 1.2; }
svg.key { width: 1.1rem; display: inline-block; vertical-align: -.2rem;
  margin-right: .4rem; }
summary { cursor: pointer; padding: .3rem 0; } li { margin: .2rem 0; }
"""


def page(
    database: sqlite3.Connection, manifest: Manifest, owners: tuple[Jurisdiction, ...],
    rows: list[DoubtRow],
) -> str:  # fmt: skip
    """The page. `rows` are all doubts; the list shows the first 100 of each kind."""
    codes = list(manifest.doubts)
    source = manifest.source
    map_of = drawn(database, codes, rows)
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(source.name)}: report</title><style>{STYLE}</style></head><body>",
            f"<h1>Ground of {escape(source.name)}</h1>",
            f'<p class="faint">{escape(manifest.checksum)}<br>'
            f"{escape(edited(source).lstrip(' ,'))}</p>",
            "" if source.is_whole else '<p class="warn">The file breaks off: this ground is not '
            "whole. Fetch the file again.</p>",
            "<h2>Doubts</h2>",
            f"<figure>{map_of}</figure>" if map_of else "<p>Nothing here has a place to draw.</p>",
            *_doubts(manifest, codes, rows),
            "<h2>What is in it</h2>",
            f"<p>{escape(level_says(manifest.level))}</p>",
            f"<p>Jurisdictions: {escape(names_of(owners))}.</p>",
            '<div class="counts">',
            *(f"<div><span>{layer}</span><span>{n:,}</span></div>"
              for layer, n in manifest.counts.items() if n),
            "</div>",
            *_listed("Facilities", manifest.facilities),
            *_listed("Roads", manifest.road_classes),
            *_sources(database),
            "</body></html>",
            "",
        ]
    )  # fmt: skip


def _doubts(manifest: Manifest, codes: list[str], rows: list[DoubtRow]) -> list[str]:
    if not codes:
        return ["<p>None.</p>"]
    placed = sum(each.lat is not None for each in rows)
    total = sum(manifest.doubts.values())
    lines = [f"<p>{total:,} in all; {placed:,} have a place and are marked, where the map reaches. "
             "Point at a mark to read it.</p>"]  # fmt: skip
    for at, code in enumerate(codes):
        of_code = [each for each in rows if each.code == code]
        key = f'<svg class="key" viewBox="0 0 20 20">{mark(10, 10, *mark_of(at), code)}</svg>'
        lines.append(
            f"<details><summary>{key}{code.replace('_', ' ')}: {manifest.doubts[code]:,}"
            "</summary><ul>"
        )
        for each in of_code[:SHOWN]:
            where = "" if each.lat is None else f" [{each.lat:.6f},{each.lon:.6f}]"
            lines.append(f"<li>{escape(each.says)}<span class=faint>{where}</span></li>")
        if len(of_code) > SHOWN:
            lines.append(
                f"<li>… and {len(of_code) - SHOWN:,} more: the layer <code>doubt</code></li>"
            )
        lines.append("</ul></details>")
    return lines


def _listed(title: str, counts: dict[str, int]) -> list[str]:
    if not counts:
        return []
    said = ", ".join(f"{kind} {number:,}" for kind, number in counts.items())
    return [f"<p>{title}: {escape(said)}.</p>"]


def _sources(database: sqlite3.Connection) -> list[str]:
    rows = database.execute("SELECT title, year, licence, sha256 FROM source ORDER BY fid")
    cells = "".join(
        f"<tr><td>{escape(title)}</td><td>{year or 'not stated'}</td><td>{escape(licence)}</td>"
        f"<td class=faint>{escape(sha256[:16])}…</td></tr>"
        for title, year, licence, sha256 in rows
    )
    return [
        "<h2>Sources</h2>",
        f"<table><tr><th>file</th><th>year</th><th>licence</th><th>SHA-256</th></tr>{cells}</table>",
    ]
