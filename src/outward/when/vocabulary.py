"""The closed vocabulary of free time, English and German: data only. `words` does the understanding."""

from outward.model import Setting

EXAMPLE = "Tue and Thu 12:30 for 25 minutes; train 12 min, listening"
"""What every message about words that cannot be read offers instead."""

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DAYS = (
    "monday mondays mon mo montag montags",
    "tuesday tuesdays tue tues tu di dienstag dienstags",
    "wednesday wednesdays wed weds we mi mittwoch mittwochs",
    "thursday thursdays thu thur thurs th do donnerstag donnerstags",
    "friday fridays fri fr freitag freitags",
    "saturday saturdays sat sa samstag samstags sonnabend sonnabends",
    "sunday sundays sun su so sonntag sonntags",
)
DAYS = {name: number for number, names in enumerate(_DAYS) for name in names.split()}
"""Day name → 0 (Monday) to 6."""

ALSO_WORDS = frozenset({"do", "so", "we"})
"""Short day names that are everyday words too: days only when capitalised or among other German words."""

_WEEKDAYS, _WEEKEND, _DAILY = (0, 1, 2, 3, 4), (5, 6), tuple(range(7))
DAY_GROUPS = (
    dict.fromkeys(("weekday", "weekdays", "workday", "workdays", "working days", "werktags", "wochentags"), _WEEKDAYS)
    | dict.fromkeys(("weekend", "weekends", "wochenende", "wochenenden"), _WEEKEND)
    | dict.fromkeys(("daily", "everyday", "every day", "each day", "all week", "täglich", "jeden tag"), _DAILY)
)
"""Words for several days at once."""

EVERY = frozenset({"every", "each", "jeden", "jede", "jedes"})
"""Before a part of the day these mean all seven days ("every morning")."""

PARTS = (
    dict.fromkeys(("morning", "mornings", "morgens", "morgen"), "morning")
    | dict.fromkeys(("afternoon", "afternoons", "nachmittags", "nachmittag"), "afternoon")
    | dict.fromkeys(("evening", "evenings", "abends", "abend"), "evening")
    | dict.fromkeys(("night", "nights", "nachts"), "night")
)
"""Parts of the day: kept in the label; the last three turn "8:30" into 20:30."""

_PLACES: dict[Setting, str] = {
    Setting.READ: "train:zug,bahn,s-bahn bus tram:strassenbahn,straßenbahn tube:subway,metro,underground,u-bahn "
    "commute:commuting,pendeln plane:flight,flug ferry queue waiting-room:wartezimmer open-office:open-plan,"
    "großraumbüro bed:bett library:bibliothek",
    Setting.LISTEN: "car:auto,driving,drive walk:walking,walks,spaziergang,spazieren run:running,jog,jogging,laufen "
    "gym:treadmill,fitness bike:cycling,rad,fahrrad cooking:kochen dishes:washing-up,abwasch ironing:bügeln "
    "cleaning:putzen gardening:gartenarbeit school-run",
    Setting.DESK: "lunch:lunchtime,lunchbreak,lunch-break,mittag,mittags,mittagspause breakfast:frühstück "
    "coffee:kaffee tea break:pause dinner work:arbeit office:büro home:zuhause "
    "kitchen:küche sofa:couch café:cafe hotel",
}
PLACES: dict[str, tuple[str, Setting]] = {
    name.replace("-", separator): (entry.partition(":")[0].replace("-", " "), setting)
    for setting, entries in _PLACES.items()
    for entry in entries.split()
    for name in entry.replace(":", ",").split(",")
    for separator in ("-", " ")
}
"""A place or activity → its label and the setting it means when nothing else is said.

Among strangers (train, bus, queue) that is reading without sound; with busy hands (car, walk, dishes) listening;
everywhere else the desk, where everything works.
"""

EVERYDAY = {
    setting: tuple(entry.partition(":")[0].replace("-", " ") for entry in entries.split())
    for setting, entries in _PLACES.items()
}
"""What places each setting is meant by, by their first names."""

SETTINGS = (
    dict.fromkeys(
        ("listening", "listen", "hands busy", "hands-busy", "hands free", "headphones", "earphones", "earbuds", "audio",
         "podcast", "podcasts", "hören", "kopfhörer", "hände beschäftigt"),
        Setting.LISTEN,
    )
    | dict.fromkeys(
        ("reading", "read", "quiet", "silent", "no sound", "without sound", "lesen", "leise", "ohne ton", "kein ton"),
        Setting.READ,
    )
    | dict.fromkeys(
        ("desk", "at your desk", "at my desk", "at the desk", "computer", "laptop", "screen", "schreibtisch"),
        Setting.DESK,
    )
)  # fmt: skip
"""Words that name a setting; they win over the place."""

AT = {"train": "on the train", "bus": "on the bus", "tram": "on the tram", "tube": "on the tube",
      "plane": "on the plane", "ferry": "on the ferry", "commute": "on the commute", "car": "in the car",
      "queue": "in the queue", "waiting room": "in the waiting room",
      "open office": "in the open office", "bed": "in bed", "library": "in the library",
      "walk": "on a walk", "run": "on a run", "gym": "in the gym", "bike": "on the bike", "lunch": "at lunch",
      "breakfast": "at breakfast", "dinner": "at dinner",
      "work": "at work", "office": "in the office", "home": "at home",
      "kitchen": "in the kitchen", "sofa": "on the sofa", "café": "in the café", "hotel": "in the hotel"}  # fmt: skip
"""A label as it stands in a sentence."""

NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30,
           "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90, "eine": 1, "ein": 1, "zwei": 2,
           "drei": 3, "fünf": 5, "zehn": 10, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30}  # fmt: skip

PHRASES = (
    dict.fromkeys(("half an hour", "half hour", "half-hour", "halbe stunde", "eine halbe stunde"), 30)
    | dict.fromkeys(("quarter of an hour", "quarter hour", "quarter-hour", "viertelstunde"), 15)
    | dict.fromkeys(("three quarters of an hour", "dreiviertelstunde"), 45)
    | dict.fromkeys(("an hour and a half", "one and a half hours", "anderthalb stunden", "eineinhalb stunden"), 90)
)
"""Lengths said in words, in minutes."""

NOT_WEEKLY = frozenset(
    "next other second third fortnightly biweekly monthly alternate twice once tomorrow today tonight yesterday heute"
    " gestern zweimal einmal monatlich zweiten".split()
)
"""Words of times that do not come back every week: refused, never misread."""

EXCEPTING = frozenset("except excluding not never without but no außer nicht ohne kein keine aber".split())
"""Words that take something away: refused, never misread."""

FILLERS = frozenset(
    "any anytime some"
    " a an the i i've i'm we do so is am are it there have has had got get my me your our of for in on at by with from"
    " to about around roughly approx ca circa etwa each every per time free spare only just also usually mostly often"
    " can could while when during before after vor nach as than"
    " max maximum up long hour hands busy way then my own day days week"
    " der die das den dem des ein eine einen einem ich wir habe haben hab je jeweils jeden jede jedes am im um auf in"
    " mit für bei beim zum zur von bis ab zeit frei nur auch meist dann lang sind ist min minuten uhr o'clock".split()
)
"""Words that change nothing."""
