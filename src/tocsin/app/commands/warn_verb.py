"""`tocsin warn`: warnings from the draft to the review; their channels, and their words."""

import argparse
from collections.abc import Callable
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.carriers import lines
from tocsin.terms.cap import (
    CapCategory,
    CapCertainty,
    CapResponse,
    CapScope,
    CapSeverity,
    CapUrgency,
)

Deeds = Callable[..., argparse.ArgumentParser]
CAP_WORDS = {
    "category": [each.value for each in CapCategory],
    "response": [each.value for each in CapResponse],
    "urgency": [each.value for each in CapUrgency],
    "severity": [each.value for each in CapSeverity],
    "certainty": [each.value for each in CapCertainty],
    "scope": [each.value for each in CapScope],
}
QUESTIONS = (
    "night_hours", "whole_town", "no_protective_action", "contradicts_ours",
    "contradicts_neighbour", "language_lacking", "languages_unknown", "area_not_measured",
    "words_not_reviewed", "crosses_border",
)  # fmt: skip
"""`Question`, which is not loaded to read a command line."""
OUTCOMES = ("answered", "no_answer", "needs_somebody", "visited")
"""`CallOutcome`, likewise."""
ORIGINATORS = ("CIV", "EAS")
"""Of `gateways.same`, likewise."""
LOOKS = ("list", "show", "fill", "check")


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed each of a warning; its channels; under `words` what warnings are made of."""
    topics = parser.add_subparsers(dest="topic", metavar="DEED", required=True)
    _writing(topics.add_parser)
    _sending(topics.add_parser)
    _showing(topics.add_parser)
    for each in topics.choices.values():
        arguments.json_flag(each)
    lines.declare(topics.add_parser)
    words = topics.add_parser("words", help="templates and their translations; check a text")
    deeds = words.add_subparsers(dest="deed", metavar="DEED", required=True)
    _looking(deeds.add_parser)
    _ordering(deeds.add_parser)
    for each in deeds.choices.values():
        arguments.json_flag(each)


def _writing(add: Deeds) -> None:
    """Write a warning, an update or an end of one: its words and its facts."""
    made = {
        "draft": add("draft", help="write a warning, and ask for its approval"),
        "update": add("update", help="write what takes the place of one that is in force"),
        "cancel": add("cancel", help="write the end of one (default: the all-clear template)"),
        "revise": add("revise", help="write one anew that was not sent yet"),
    }
    for name, deed in made.items():
        arguments.town(deed)
        if name != "draft":
            deed.add_argument("warning", metavar="WARNING", help="its id, or the end of it")
        arguments.as_person(deed)
        _words_of(deed)
        _area_of(deed)
        _facts_of(deed)
        deed.add_argument(
            "--hold", action="store_true", help="only write it; ask for approval later (check)"
        )
    made["revise"].add_argument("--digest", metavar="HEX", help="of what was read; see show")


def _words_of(deed: argparse.ArgumentParser) -> None:
    deed.add_argument("--file", type=Path, metavar="FILE", help="the whole order, in JSON")
    deed.add_argument("--template", metavar="NAME", help="as in flood; see words list")
    deed.add_argument(
        "--set", action="append", default=[], metavar="SLOT=VALUE", help="as in words fill"
    )
    deed.add_argument(
        "--language", action="append", default=[], metavar="LANG",
        help="of a template: only these (default: all); of a free text: its own (default: en)",
    )  # fmt: skip
    for name, says in (
        ("event", "what happens, in a word or two"), ("headline", "a free text: in one line"),
        ("description", "what happened"), ("instruction", "what to do"),
        ("wea-90", "in 90 characters"), ("wea-360", "in 360 characters"),
    ):  # fmt: skip
        deed.add_argument(f"--{name}", metavar="WORDS", help=says)


def _area_of(deed: argparse.ArgumentParser) -> None:
    arguments.takes_positions(deed)
    deed.add_argument("--area", metavar="NAME", help="what the area is called")
    deed.add_argument(
        "--zone", action="append", default=[], metavar="ZONE",
        help="a zone of the town's ground, by id or name; may be repeated",
    )  # fmt: skip
    deed.add_argument(
        "--polygon", action="append", default=[], metavar="CORNERS",
        help='its border: "47.1,9.5 47.1,9.6 47.2,9.6"; may be repeated',
    )  # fmt: skip
    deed.add_argument(
        "--hole", action="append", default=[], metavar="CORNERS", help="in it, and none of it"
    )
    deed.add_argument(
        "--circle", action="append", default=[], metavar="LAT,LON,METRES", help="round a point"
    )
    deed.add_argument(
        "--geocode", action="append", default=[], metavar="SYSTEM=CODE", help="of a list of areas"
    )
    deed.add_argument(
        "--within", action="append", default=[], metavar="LAT,LON,MINUTES",
        help="what is reached from a point in so many minutes, under today's closures",
    )  # fmt: skip
    deed.add_argument(
        "--cut-off", action="store_true",
        help="places to which no road leads any more, once the closures that stand hold",
    )  # fmt: skip
    deed.add_argument(
        "--close", action="append", default=[], metavar="EDGE,…",
        help="... and these roads are shut: w34.n12 is a piece, w34 a whole road",
    )  # fmt: skip
    deed.add_argument(
        "--class", dest="by_class", metavar="CLASS",
        help="who travels, of --within (default: foot) and of --cut-off (default: ambulance)",
    )  # fmt: skip
    deed.add_argument(
        "--footprint", action="append", default=[], type=Path, metavar="FILE",
        help="where the hazard is: the areas of a file of GeoJSON",
    )  # fmt: skip
    deed.add_argument(
        "--corners", type=int, metavar="N",
        help="say all of it in so many corners, without holes; nobody inside is lost",
    )  # fmt: skip


def _facts_of(deed: argparse.ArgumentParser) -> None:
    deed.add_argument("--until", metavar="T", help="when it ends (default: in six hours)")
    deed.add_argument("--hours", type=int, metavar="N", help="... or in so many hours")
    deed.add_argument("--onset", metavar="T", help="when it is expected (default: now)")
    for name in ("category", "response"):
        deed.add_argument(
            f"--{name}", action="append", default=[], metavar="WORD", choices=CAP_WORDS[name],
            help=f"one of {', '.join(CAP_WORDS[name])}",
        )  # fmt: skip
    for name in ("urgency", "severity", "certainty", "scope"):
        deed.add_argument(
            f"--{name}", metavar="WORD", choices=CAP_WORDS[name],
            help=f"one of {', '.join(CAP_WORDS[name])}",
        )  # fmt: skip
    deed.add_argument("--restriction", metavar="WORDS", help="for whom a restricted one is")
    deed.add_argument("--address", action="append", default=[], metavar="WHO", help="a private one")
    deed.add_argument("--web", metavar="URL", help="where more is said")
    deed.add_argument("--contact", metavar="WORDS", help="whom to ask")
    deed.add_argument("--incident", metavar="ID", help="the incident that it belongs to")
    deed.add_argument("--test-of", metavar="PLAN", help="an announced public test of this plan")


def _sending(add: Deeds) -> None:
    """Ask, approve, send; take back, tell a neighbour, review."""
    acts = {
        "check": "ask for approval: what is unusual about it?",
        "approve": "say yes to exactly this, as the second person",
        "issue": "send what was approved",
        "withdraw": "take one back that was not sent",
        "tell": "a neighbour was told before the public, or why not",
        "review": "say what was learnt from one that is over",
    }
    made = {name: add(name, help=says) for name, says in acts.items()}
    for deed in made.values():
        arguments.town(deed)
        deed.add_argument("warning", metavar="WARNING", help="its id, or the end of it")
        arguments.as_person(deed)
    for name in ("approve", "issue"):
        made[name].add_argument("--digest", metavar="HEX", help="of what was read; see show")
    made["approve"].add_argument("--area", metavar="NAME", help="the name of its area, as read")
    made["approve"].add_argument(
        "--acknowledge", action="append", default=[], metavar="QUESTION", choices=QUESTIONS,
        help=f"answer what is unusual by its name: {', '.join(QUESTIONS)}",
    )  # fmt: skip
    made["withdraw"].add_argument("--reason", required=True, metavar="WORDS")
    made["review"].add_argument("--findings", required=True, metavar="WORDS")
    told = made["tell"]
    told.add_argument("neighbour", metavar="CODE", help="as in EB")
    told.add_argument("--by", metavar="MEANS", help="how: link, telephone, radio")
    told.add_argument("--why-not", metavar="WORDS", help="or why it could not be")


def _showing(add: Deeds) -> None:
    area = add("area", help="what an area would be: its size, who lives there; nothing is written")
    arguments.town(area)
    _area_of(area)
    listed = add("list", help="what is in force and what is being written")
    listed.add_argument("--all", action="store_true", help="also what is over")
    calls = add("calls", help="whom to call about a warning, and what came of it")
    arguments.town(calls)
    calls.add_argument("warning", metavar="WARNING", help="its id, or the end of it")
    arguments.as_person(calls)
    who = calls.add_mutually_exclusive_group()
    who.add_argument("--take", metavar="ID", help="I call this one")
    who.add_argument("--called", metavar="ID", help="this one was called, or visited")
    calls.add_argument("--outcome", choices=OUTCOMES, help="what came of it")
    calls.add_argument("--words", metavar="WORDS", help="what they need; it goes into the report")
    _as_tones(add("same", help="write one in force as the tones a broadcaster's encoder takes"))
    told = add("show", help="one whole: facts, words, who stands behind it")
    for deed in (listed, told):
        arguments.town(deed)
    told.add_argument("warning", metavar="WARNING", help="its id, or the end of it")
    told.add_argument("--cap", action="store_true", help="as the CAP message that is sent")
    told.add_argument(
        "--phones", action="store_true",
        help="... with its area as all phones take it: a hundred corners that hold the whole of it",
    )  # fmt: skip


def _as_tones(deed: argparse.ArgumentParser) -> None:
    arguments.town(deed)
    deed.add_argument("warning", metavar="WARNING", help="its id, or the end of it")
    deed.add_argument(
        "--location", default="", metavar="PSSCCC,…",
        help="where, as in 039173 (default: the geocodes SAME that were approved)",
    )  # fmt: skip
    deed.add_argument(
        "--originator", default="CIV", choices=ORIGINATORS, help="who asks (default: CIV)"
    )
    deed.add_argument(
        "--event", metavar="EEE", help="where none follows from what was approved, as in CEM"
    )
    deed.add_argument(
        "--voice", type=int, default=30, metavar="SECONDS", help="for the voice (default: 30)"
    )
    deed.add_argument("--out", type=Path, required=True, metavar="FILE.wav")


def _looking(add: Deeds) -> None:
    shown = add("show", help="a template: its slots, what it says, the digest to approve")
    filled = add("fill", help="fill the slots: every form, every channel, how it reads")
    for deed in (add("list", help="which templates there are"), shown, filled):
        deed.add_argument(
            "--town", type=Path, metavar="TOWN", help="a town's folder: what it adopted comes first"
        )
    for deed in (shown, filled):
        deed.add_argument("template", metavar="TEMPLATE", help="as in flood")
    shown.add_argument("--language", metavar="LANG", help="as in de (default: all)")
    filled.add_argument(
        "--language", action="append", default=[], metavar="LANG", help="as in de (default: all)"
    )
    filled.add_argument(
        "--set", action="append", default=[], metavar="SLOT=VALUE",
        help='as in place="Mill Lane", place.short=Mill, de:place=Mühlweg',
    )  # fmt: skip
    filled.add_argument("--zone", metavar="ZONE", help="time zone (default: the town's, or UTC)")
    filled.add_argument("--clock", choices=("24", "12"), default="24", help="hours of the clock")
    filled.add_argument(
        "--lexicon", type=Path, metavar="FILE", help="names and how they are spoken (TOML, JSON)"
    )
    checked = add("check", help="check a free text")
    checked.add_argument("text", nargs="?", metavar="TEXT")
    checked.add_argument("--file", type=Path, metavar="FILE")
    checked.add_argument("--language", metavar="LANG", required=True)
    checked.add_argument("--agency", default="", metavar="WORDS", help="who says so")
    checked.add_argument("--place", default="", metavar="WORDS", help="where it is")
    checked.add_argument("--form", default="", choices=("headline", "wea_90", "wea_360", "speech"))
    checked.add_argument(
        "--also", action="append", default=[], metavar="LANG", help="it is in this language too"
    )
    for deed in (filled, checked):
        deed.add_argument(
            "--speakers", action="append", default=[], metavar="LANG=PEOPLE",
            help="people in the area by language, as in ar=1200",
        )  # fmt: skip


def _ordering(add: Deeds) -> None:
    taken = add("import", help="read official wording from your file and compare its languages")
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument(
        "--map", action="append", default=[], metavar="NAME.LANG:PLACEHOLDER=SLOT",
        help="which slot a placeholder of one text is; `-`: it rightly is not there",
    )  # fmt: skip
    taken.add_argument("--source", metavar="WORDS", help="whose words they are")
    taken.add_argument("--out", type=Path, metavar="FILE", help="write them here, to adopt")
    adopted = add("adopt", help="make templates the town's: shipped ones, or those of a file")
    approved = add("approve", help="a speaker stands by the words in a language")
    withdrawn = add("withdraw", help="a template, or the approval of one language")
    for deed in (adopted, approved, withdrawn):
        arguments.town(deed)
        arguments.as_person(deed)
    adopted.add_argument("template", nargs="*", metavar="TEMPLATE", help="default: all")
    adopted.add_argument("--from", dest="source", type=Path, metavar="FILE")
    for deed in (approved, withdrawn):
        deed.add_argument("template", metavar="TEMPLATE")
    approved.add_argument("language", metavar="LANG")
    approved.add_argument("--speaker", required=True, metavar="NAME", help="who has read it")
    approved.add_argument(
        "--digest", required=True, metavar="HEX", help="of what was read; see show"
    )
    withdrawn.add_argument("--language", metavar="LANG", help="only the approval of this one")
    withdrawn.add_argument("--reason", required=True, metavar="WORDS")


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    if asked.topic in ("again", "channels", "reached"):
        return lines.run(asked)
    if asked.topic != "words":
        from tocsin.app.warnings import deeds as life

        asked.deed = asked.topic
        if asked.topic == "calls":
            from tocsin.app.calling.deeds import calls

            return calls(asked)
        if asked.topic == "area":
            from tocsin.app.warnings.area_deed import area

            return area(asked)
        if asked.topic == "same":
            from tocsin.app.warnings.as_same import write

            return write(asked)
        return life.DEEDS[asked.topic](asked)
    if asked.deed in LOOKS:
        from tocsin.app.warning_words import deeds

        return deeds.LOOKS[asked.deed](asked)
    from tocsin.app.warning_words import ordering

    return ordering.ORDERS[asked.deed](asked)
