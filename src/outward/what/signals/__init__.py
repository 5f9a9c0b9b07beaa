"""Signs of a text, one file each: `measure(prose)` is pure and gives 0..1 (stance: -1..1)."""
