"""Tables of figures: printed as plain text, kept as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

Cell = str | float | int | None


@dataclass
class Table:
    """One benchmark's figures, and what to know in reading them."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [self.columns, *([_shown(cell) for cell in row] for row in self.rows)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.columns))]
        return "\n".join(
            [
                self.title,
                *(
                    "  " + "  ".join(_set(c, w, i) for i, (c, w) in enumerate(zip(x, widths, strict=True)))
                    for x in lines
                ),
                *(f"  {note}" for note in self.notes),
            ]
        )

    def markdown(self) -> str:
        """The same as a section of a page."""
        rows = [self.columns, ["---"] * len(self.columns), *([_shown(cell) for cell in row] for row in self.rows)]
        lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
        return "\n".join([f"### {self.title}", "", *lines, *(["", *self.notes] if self.notes else [])])

    def figures(self) -> dict[str, object]:
        """The same as plain values."""
        return asdict(self)


def _set(cell: str, width: int, place: int) -> str:
    return cell.rjust(width) if place else cell.ljust(width)


def _shown(cell: Cell) -> str:
    match cell:
        case None:
            return "-"
        case str():
            return cell
        case int():
            return f"{cell:,}"
        case float() if abs(cell) >= 100:
            return f"{cell:,.0f}"
        case float() if abs(cell) >= 10:
            return f"{cell:.1f}"
        case _:
            return f"{cell:.2f}"
