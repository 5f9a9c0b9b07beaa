"""The rules of the map, for light and dark. The desk's style sheet holds the same; a test compares them."""

STYLE = """\
.map {
  color-scheme: light dark;
  font: 13px/1.2 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --hue-0: #6b7280; --hue-1: #1f5f5b; --hue-2: #9a4b12; --hue-3: #4a4a9c;
  --hue-4: #8a2f5d; --hue-5: #55691a; --hue-6: #20639b;
}
@media (prefers-color-scheme: dark) {
  .map {
    --hue-0: #a3adb5; --hue-1: #86cfc6; --hue-2: #e8a66f; --hue-3: #b3b3f2;
    --hue-4: #e79bc0; --hue-5: #bdd27a; --hue-6: #8fc1ee;
  }
}
.map.narrow { font-size: 12px; }
.map text { fill: var(--ink); paint-order: stroke; stroke: var(--surface); stroke-width: 3px; stroke-linejoin: round; }
.map .ring { fill: var(--accent); fill-opacity: .045; stroke: var(--edge); stroke-opacity: .5; }
.map .ray { stroke: var(--line); }
.map .arc { fill: none; stroke: var(--hue); stroke-width: 3px; }
.map .knows { stroke: var(--edge); stroke-opacity: .35; }
.map .leads { stroke: var(--accent); stroke-dasharray: 5 4; }
.map .layer { fill: var(--muted); }
.map .you { fill: var(--accent); }
.map .you + text { fill: var(--on-accent); stroke: none; font-weight: 650; }
.map .who circle { fill: var(--hue); stroke: var(--hue); stroke-width: 2px; }
.map .one circle { fill: var(--surface); }
.map .asleep text { fill: var(--muted); font-style: italic; }
.map .group { fill: var(--hue); font-weight: 650; }
.map .hole circle { fill: var(--surface); stroke: var(--accent); stroke-width: 2px; stroke-dasharray: 3 2; }
.map .hole text { fill: var(--accent); font-weight: 650; }
.map .hole .under { fill: var(--muted); font-weight: 400; font-size: .92em; }
.map a:hover text, .map a:focus-visible text { text-decoration: underline; }
.map .hue-0 { --hue: var(--hue-0); }
.map .hue-1 { --hue: var(--hue-1); }
.map .hue-2 { --hue: var(--hue-2); }
.map .hue-3 { --hue: var(--hue-3); }
.map .hue-4 { --hue: var(--hue-4); }
.map .hue-5 { --hue: var(--hue-5); }
.map .hue-6 { --hue: var(--hue-6); }
"""
COLOURS = """\
.map {
  --surface: #ffffff; --ink: #1c2326; --muted: #566067; --line: #dedbd2; --edge: #86898a;
  --accent: #1f5f5b; --on-accent: #ffffff; background: var(--surface);
}
@media (prefers-color-scheme: dark) {
  .map {
    --surface: #1b2124; --ink: #e6e9e8; --muted: #a5b0b3; --line: #2e373b; --edge: #78868b;
    --accent: #86cfc6; --on-accent: #0d1d1c;
  }
}
"""
"""The desk's colours, for a file of its own."""
