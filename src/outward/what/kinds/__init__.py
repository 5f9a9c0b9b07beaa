"""What sort of content a text is. Every module here is one kind, named as its `outward.model.Kind` with `_` for `-`.

`signs(prose)` gives the words that speak for it, weighed; `measure(prose)` how strongly, 0..1. `outward.what.content`
picks the strongest. A new kind is one file here and one line in `outward.model.Kind`.
"""
