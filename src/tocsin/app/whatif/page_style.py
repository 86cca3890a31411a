"""How the page of an outcome looks: light, dark, on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fdfdfb; --faint: #5d6570;
  --line: #dfe2e6; --panel: #f3f4f1; --a0: #8a5a00; --a1: #00639a; --a2: #7a3b8f; --a3: #4d6b00;
  --better: #0b6b3a; --worse: #a3271b; --unsure: #6a7280; --band: #00639a26; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9ebee; --paper: #14171a; --faint: #9ba4af;
  --line: #31363d; --panel: #1d2126; --a0: #e0a94a; --a1: #63b8ee; --a2: #c98fdd; --a3: #a9c95a;
  --better: #5cc98d; --worse: #ef8a7d; --unsure: #98a1ad; --band: #63b8ee30; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); }
main { max-width: 56rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: .2rem 0 .4rem; letter-spacing: -.01em;
  text-wrap: balance; }
h2 { font-size: 1.15rem; margin: 0 0 .6rem; } section { margin-top: 2.75rem; }
.kicker { margin: 0; font-size: .85rem; font-weight: 650; letter-spacing: .08em;
  text-transform: uppercase; color: var(--faint); }
.lead { font-size: 1.15rem; color: var(--faint); margin: 0; }
.faint { color: var(--faint); font-size: .9rem; overflow-wrap: anywhere; }
.limits { background: var(--panel); border-inline-start: 4px solid var(--a0); border-radius: 4px;
  padding: 1.1rem 1.4rem .8rem; } .limits ul { margin: 0; padding-inline-start: 1.1rem; }
.limits li { margin: .3rem 0; }
.answer { font-size: 1.35rem; line-height: 1.45; margin: 0 0 1.2rem; text-wrap: pretty; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); gap: .8rem;
  margin-bottom: 1rem; }
.card { border: 1px solid var(--line); border-top: 3px solid var(--unsure); border-radius: 6px;
  padding: .8rem 1rem; } .card p { margin: 0; } .card .what { font-size: .9rem; min-height: 2.8em; }
.card.better { border-top-color: var(--better); } .card.worse { border-top-color: var(--worse); }
table.all th[scope=row] { min-width: 13rem; } .what::first-letter, figcaption::first-letter,
table.all th::first-letter { text-transform: uppercase; } .change { font-size: 1.3rem;
  font-variant-numeric: tabular-nums; white-space: nowrap; }
.change span { color: var(--faint); } .change i { font-style: normal; color: var(--faint);
  padding: 0 .3rem; font-size: 1rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: start; padding: .38rem .9rem .38rem 0; border-bottom: 1px solid var(--line);
  font-weight: 400; vertical-align: middle; } thead th { font-weight: 650; }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.better, td.worse, td.unsure, td.neither { white-space: nowrap;
  font-variant-numeric: tabular-nums; padding-inline-start: .9rem; }
td.better { color: var(--better); } td.worse { color: var(--worse); } td.unsure { color:
  var(--unsure); }
figure { margin: 1.2rem 0 1.8rem; break-inside: avoid; }
figcaption { font-weight: 600; font-size: .95rem; margin-bottom: .3rem; }
svg { display: block; width: 100%; height: auto; font: 12.5px system-ui, sans-serif; }
svg.sliver { width: 6rem; } text { fill: var(--ink); } text.tick, text.under, text.faint {
  fill: var(--faint); font-size: 12px; } text.label { font-size: 13px; }
.grid { stroke: var(--line); stroke-width: 1; } .axis { stroke: var(--faint); stroke-width: 1; }
.zero { stroke: var(--ink); stroke-width: 1.2; opacity: .65; }
.standard { stroke: var(--faint); stroke-width: 1.2; stroke-dasharray: 2 4; }
.arm { fill: none; stroke-width: 2.6; stroke-linejoin: round; } .a0 { stroke: var(--a0);
  stroke-dasharray: 7 4; } .a1 { stroke: var(--a1); } .a2 { stroke: var(--a2);
  stroke-dasharray: 2 3; } .a3 { stroke: var(--a3); stroke-dasharray: 10 3 2 3; }
.band { fill: var(--band); stroke: none; } .whisker { stroke-width: 2.2; }
.whisker.better { stroke: var(--better); } .whisker.worse { stroke: var(--worse); }
.whisker.unsure, .whisker.neither { stroke: var(--unsure); } .dot { stroke: var(--paper);
  stroke-width: 1.2; } .dot.better { fill: var(--better); } .dot.worse { fill: var(--worse); }
.dot.unsure { fill: var(--paper); stroke: var(--unsure); stroke-width: 2; } .dot.neither {
  fill: var(--unsure); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
@media print { body { background: #fff; font-size: 11pt; } main { max-width: none; padding: 0; }
  section { break-inside: avoid-page; margin-top: 1.6rem; } h2 { break-after: avoid; } }
"""
