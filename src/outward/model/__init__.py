"""The words of Outward: frozen dataclasses without I/O or clock. docs/design/glossary.md explains each."""

from outward.model.calendar import OWN_EVENT, Booked, Busy, Counts, Looked, Week, WeekRules
from outward.model.goals import WANTED, Answers, Company, Goal, Kind, Pack
from outward.model.people import Account, Evidence, Experience, Person, Signs, Tie, TieKind
from outward.model.posts import Chapter, Form, Post, Resource
from outward.model.reasons import Reason
from outward.model.reminders import Reminder, Security
from outward.model.search import Activity, Found, Hit
from outward.model.sources import Connection, Dropped, Page, Parsed, Piece, Source
from outward.model.time import Item, ItemKind, Pin, Session, SessionState, Setting, Slot, Window
from outward.model.used import Direction, LedgerEntry, LedgerKind, Mark, MarkKind, Takeaway, Touch

__all__ = [
    "OWN_EVENT",
    "WANTED",
    "Account",
    "Activity",
    "Answers",
    "Booked",
    "Busy",
    "Chapter",
    "Company",
    "Connection",
    "Counts",
    "Direction",
    "Dropped",
    "Evidence",
    "Experience",
    "Form",
    "Found",
    "Goal",
    "Hit",
    "Item",
    "ItemKind",
    "Kind",
    "LedgerEntry",
    "LedgerKind",
    "Looked",
    "Mark",
    "MarkKind",
    "Pack",
    "Page",
    "Parsed",
    "Person",
    "Piece",
    "Pin",
    "Post",
    "Reason",
    "Reminder",
    "Resource",
    "Security",
    "Session",
    "SessionState",
    "Setting",
    "Signs",
    "Slot",
    "Source",
    "Takeaway",
    "Tie",
    "TieKind",
    "Touch",
    "Week",
    "WeekRules",
    "Window",
]
