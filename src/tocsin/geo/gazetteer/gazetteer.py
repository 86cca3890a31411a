"""Where is it? A line somebody types, in; the places it may mean, out. What is here? And back.

    gazetteer = Gazetteer(arrays, aliases)      # arrays: `building.built`, or as a file holds them
    found = gazetteer.where("12 Mill Rd", near=spot, most=10)
    here = gazetteer.here(spot, municipal=8)

Opened once, asked often. Nothing is changed by asking except caches, so threads may share one. It
is pure: the program that has the files maps them into memory and gives them in
(`app.ground.places.opened_places`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tocsin.geo.gazetteer import asking, folding, indexing, near, positions, spelling
from tocsin.geo.gazetteer.along import Along, Chains, Lines
from tocsin.geo.gazetteer.candidates import Asks, Candidate, Claimed, Found, labelled
from tocsin.geo.gazetteer.houses import TRUST, Houses, Place, Precision, metres
from tocsin.geo.gazetteer.jurisdictions import Jurisdictions
from tocsin.geo.gazetteer.meetings import Meeting, Meetings
from tocsin.geo.gazetteer.pools import Array, Numbered, Texts
from tocsin.geo.gazetteer.ranking import GOOD, STREETS, TIE, Fit, Words
from tocsin.geo.gazetteer.reverse import HYDRANTS, Here, Reverse
from tocsin.geo.gazetteer.stock import KIND, KINDS, Entry
from tocsin.geo.gazetteer.vocabulary import Vocabulary
from tocsin.geo.ground import Spot

SHOWN = 10
APART_M = 1_500
"""Places of one name in one town that are this far apart are two."""
NO_NUMBER = 0.9
"""What a place is worth that has no house numbers, where one was asked for."""
WITHOUT = 0.9
"""A number is rather a house's than a word of a name."""
MOST_STREETS = 40
SETTLED = (Precision.exact, Precision.run)
SETTLEMENTS = (KIND["locality"], KIND["jurisdiction"])


class Hit(NamedTuple):
    """A candidate before it is worded: how well its words fit, and which name and place it is."""

    candidate: Candidate
    likeness: float
    name: str
    far_m: float
    weight: int


class Index:
    """The entries of one set of arrays."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.words = Words(arrays, Vocabulary(arrays))
        self.houses = Houses(arrays)
        self._arrays = arrays
        self.names, self.towns = Texts(arrays, "name"), Texts(arrays, "town")
        self.entry_ids, self.house_ids = Texts(arrays, "entry_id"), Texts(arrays, "house_id")

    def of(self, column: str, at: int) -> int:
        """One cell of the table of entries or houses."""
        return int(self._arrays[column][at])

    def name(self, entry: int) -> str:
        """The name of an entry."""
        return self.names[self.of("entry_name", entry)]

    def spot(self, entry: int) -> Spot:
        """Where an entry is."""
        return self.of("entry_lat", entry), self.of("entry_lon", entry)


class Gazetteer:
    """Finds places by what people type. `aliases`: names that a town has added, and where."""

    def __init__(
        self, arrays: Mapping[str, Array], aliases: Iterable[tuple[str, Spot]] = ()
    ) -> None:
        self._whose = Jurisdictions(arrays)
        self._indexes = [Index(arrays)]
        self._meetings = Meetings(arrays)
        self._chains, self._lines = Chains(arrays), Lines(arrays)
        self._reverse = Reverse(arrays, self._whose)
        self._is_inside = self._whose.ground(arrays)
        added = [
            Entry(name, "alias", f"alias/{at}", spot, -1, "", (), 1_000)
            for at, (name, spot) in enumerate(aliases, 1)
        ]
        if added:
            towns = Numbered()
            self._indexes.append(Index(indexing.indexed(added, indexing.Houses(towns), towns)))

    def where(self, text: str, *, near: Spot | None = None, most: int = SHOWN) -> Found:
        """The places that a line may mean, best first; none where nothing is like it."""
        if not text.strip():
            return Found((), False, Asks.no_words)
        return (
            self._position(text, near)
            or self._along(text, near)
            or self._crossing(text, near, most)
            or self._nearby(text, near, most)
            or self._named(text, near, most)
        )

    def here(self, spot: Spot, *, municipal: int | None, hydrants: int = HYDRANTS) -> Here:
        """What is at and around a spot; `municipal` is the ground's municipal level."""
        return self._reverse.here(spot, municipal=municipal, hydrants=hydrants)

    def claimed(self, spot: Spot) -> Claimed:
        """Whose a spot is."""
        return self._whose.of(spot)

    # ------------------------------------------------------------------ positions

    def _position(self, text: str, at: Spot | None) -> Found | None:
        written = positions.read(text)
        if not written:
            return None
        inside = [each for each in written if self._is_inside(each.pair)]
        shown = inside or written
        found = [self._at(each, at) for each in shown if _is_on_earth(each.pair)]
        asks = Asks.which_hemisphere if len(found) > 1 else None
        if not inside:
            swapped = [each._replace(pair=each.pair[::-1]) for each in written]
            turned = [each for each in swapped if self._is_inside(each.pair)]
            asks = Asks.transposed if turned else Asks.outside
            found += [self._at(each, at, is_as_written=False) for each in turned]
        if not found:
            return Found((), False, Asks.outside)
        return Found(tuple(found), len(found) > 1, asks)

    def _at(
        self, read: positions.Read, at: Spot | None, *, is_as_written: bool = True
    ) -> Candidate:
        lat, lon = read.pair
        precision = Precision.square if read.is_square else Precision.exact
        return self._candidate(
            f"{lat / 1e6:.6f}, {lon / 1e6:.6f}", read.pair,
            TRUST[precision] * (1.0 if is_as_written else 0.9), at, precision=precision,
            kind="position", id=f"geo:{lat / 1e6:.6f},{lon / 1e6:.6f}",
            uncertainty_m=read.uncertainty_m, is_as_written=is_as_written,
        )  # fmt: skip

    # ------------------------------------------------------------------ along a road

    def _along(self, text: str, at: Spot | None) -> Found | None:
        asked = asking.along(text)
        if asked is None:
            return None
        ref = self._chains.known(asking.ref(asked.road))
        if ref is not None:
            return self._measured(ref, asked, self._chains.along(ref, asked.metres), at)
        called = self._called(asked.road, is_loose=False)
        name = max(sorted(called), key=called.__getitem__, default=None)
        if name is None or called[name] < GOOD:
            return None
        return self._measured(name, asked, self._lines.along(name, asked.metres), at)

    def _measured(
        self, ref: str, asked: asking.Along, spots: Iterable[Along], at: Spot | None
    ) -> Found:
        found = [
            self._candidate(
                f"{ref} km {asked.metres / 1000:g}", each.spot, TRUST[Precision.estimate], at,
                kind="road_km", id=f"ref/{ref}", precision=Precision.estimate,
                along_m=asked.metres, from_end=(each.end[0] / 1e6, each.end[1] / 1e6),
            )
            for each in spots
        ]  # fmt: skip
        asks = Asks.from_which_end if found else Asks.beyond_the_end
        return Found(tuple(found), len(found) > 1, asks)

    # ------------------------------------------------------------------ crossings

    def _crossing(self, text: str, at: Spot | None, most: int) -> Found | None:
        pairs = asking.two_streets(text)
        hits: list[Hit] = []
        known: list[tuple[str, str]] = []
        for is_loose in (False, True):
            for pair in pairs:
                sides = [self._called(side, is_loose=is_loose) for side in pair]
                known += [pair] * all(sides)
                hits += [self._met(each, at) for each in self._meetings.of(*sides)]
            if hits:
                return self._told(hits, most)
        whole = self._named(text, at, most)
        if not known or (whole.candidates and whole.candidates[0].score >= GOOD):
            return whole if pairs else None
        one, other = (self._named(side, at, most).candidates for side in known[0])
        return Found((*one[:most], *other[:most]), True, Asks.do_not_meet)

    def _met(self, meeting: Meeting, at: Spot | None) -> Hit:
        label = f"{meeting.names[0]} & {meeting.names[1]}"
        candidate = self._candidate(
            label, meeting.spot, meeting.likeness, at, kind="crossing", id=f"n{meeting.node}"
        )
        return Hit(candidate, meeting.likeness, label, candidate.distance_m or 0, 1)

    def _called(self, side: str, *, is_loose: bool) -> dict[str, float]:
        index = self._indexes[0]
        found = index.words.names(folding.words(side), is_loose=is_loose)
        return {index.names[each]: likeness for each, likeness in found.items()}

    # ------------------------------------------------------------------ names and numbers

    def _nearby(self, text: str, at: Spot | None, most: int) -> Found | None:
        """`pharmacy near me`: the nearest first, where it is known who asks."""
        said, index = asking.nearby(text), self._indexes[0]
        if not said:
            return None
        if at is None:
            return self._named(" ".join(said), at, most)
        asked = asking.Asked(said)
        hits = [
            hit
            for fit in index.words.of_kind_near(said, at, most)
            for hit in self._hits(index, fit, asked, at)
        ]
        return self._told(hits, most) if hits else self._named(" ".join(said), at, most)

    def _named(self, text: str, at: Spot | None, most: int) -> Found:
        best: list[Hit] = []
        least = 0.0
        for asked in asking.readings(text):
            hits = [
                hit
                for index in self._indexes
                for fit in index.words.fits(asked.words, at)[:MOST_STREETS]
                for hit in self._hits(index, fit, asked, at)
            ]
            top = max((hit.candidate.score for hit in hits), default=0.0)
            if top * (WITHOUT if asked.number is None and best else 1) > least:
                best, least = hits, top
        lacking = self._lacking(text) if least < GOOD else None
        if lacking is not None:
            return Found((), False, Asks.none_of_kind, kind=lacking)
        if best:
            return self._told(best, most)
        nearest = self._of_kind(text, most)
        if not nearest:
            return Found((), False, Asks.which_street)
        found = self._told(nearest, most)
        return Found(found.candidates, True, Asks.none_there, found.left_off)

    def _lacking(self, text: str) -> str | None:
        """The kind that was asked for, alone or with a settlement, where this ground has none."""
        said, index = folding.words(text)[: asking.MOST_WORDS], self._indexes[0]
        for cut in range(len(said), 0, -1):
            for kind, where in ((said[:cut], said[cut:]), (said[-cut:], said[:-cut])):
                lacking = index.words.lacking(kind)
                if lacking is None:
                    continue
                place = index.words.fits(where, None, of_kind=SETTLEMENTS)[:1]
                if not where or (place and place[0].likeness >= GOOD):
                    return lacking
        return None

    def _of_kind(self, text: str, most: int) -> list[Hit]:
        """`fire station Vaduz` where Vaduz has none: the nearest to it."""
        said, index = folding.words(text), self._indexes[0]
        for cut in range(1, len(said)):
            for kind, where in ((said[:cut], said[cut:]), (said[cut:], said[:cut])):
                place = index.words.fits(where, None, of_kind=SETTLEMENTS)[:1]
                if place and place[0].likeness >= GOOD:
                    at = index.spot(place[0].entry)
                    found = index.words.of_kind_near(kind, at, most)
                    asked = asking.Asked(tuple(said))
                    hits = [hit for fit in found for hit in self._hits(index, fit, asked, at)]
                    if hits:
                        return hits
        return []

    def _hits(self, index: Index, fit: Fit, asked: asking.Asked, at: Spot | None) -> Iterable[Hit]:
        kind, name = index.of("entry_kind", fit.entry), index.name(fit.entry)
        first = index.of("entry_first", fit.entry)
        own = index.name(first)
        shown = own if name in spelling.parts(own) else name
        weight, town = index.of("entry_weight", fit.entry), self._town(index, fit.entry)
        places: list[Place] = []
        if asked.number is not None and kind in STREETS:
            places = index.houses.find(first, asked.number, is_begun=asked.ends_in_number)
        for place in places:
            claims = None if place.row is None else index.of("house_claims", place.row)
            if place.row is not None:
                town = index.towns[index.of("house_town", place.row)] or town
            id = index.entry_ids[first] if place.row is None else index.house_ids[place.row]
            candidate = self._candidate(
                labelled(shown, place.text, town), place.at, fit.likeness * TRUST[place.precision],
                at, kind="address", id=id, town=town, precision=place.precision, claims=claims,
                between=place.between, uncertainty_m=place.uncertainty_m,
            )  # fmt: skip
            yield Hit(candidate, fit.likeness, name, candidate.distance_m or 0, weight)
        if places:
            return
        fits = fit.likeness * (NO_NUMBER if asked.number is not None and kind not in STREETS else 1)
        said = shown or KINDS[kind].replace("_", " ")
        precision = Precision.street if kind in STREETS else Precision.exact
        if kind == KIND["postcode"]:
            precision = Precision.area
        trust = 1.0 if asked.number is None else TRUST[Precision.street]
        candidate = self._candidate(
            labelled(said, "", town), index.spot(fit.entry), fits * trust, at,
            kind=KINDS[kind], id=index.entry_ids[first], town=town, precision=precision,
            claims=index.of("entry_claims", fit.entry),
        )  # fmt: skip
        yield Hit(candidate, fits, name, candidate.distance_m or 0, weight)

    def _town(self, index: Index, entry: int) -> str:
        town = index.towns[index.of("entry_town", entry)]
        if town or index.of("entry_claims", entry) >= 0:
            return town
        names = self.claimed(index.spot(entry)).names
        return names[0] if len(names) == 1 else ""

    # ------------------------------------------------------------------ candidates

    def _candidate(
        self,
        label: str,
        spot: Spot,
        score: float,
        at: Spot | None,
        *,
        kind: str,
        id: str,
        town: str = "",
        precision: Precision = Precision.exact,
        claims: int | None = None,
        between: tuple[str, str] | None = None,
        uncertainty_m: int | None = None,
        is_as_written: bool = True,
        along_m: int | None = None,
        from_end: tuple[float, float] | None = None,
    ) -> Candidate:
        whose = self.claimed(spot) if claims is None or claims < 0 else self._whose.known(claims)
        is_one = len(whose.names) == 1
        return Candidate(
            label=label, lat=spot[0] / 1e6, lon=spot[1] / 1e6, score=round(score, 3),
            jurisdiction=whose.names[0] if is_one else None,
            jurisdiction_id=whose.ids[0] if is_one else None,
            belonging=whose.belonging, claims=whose.names, kind=kind, id=id, precision=precision,
            town=town or (whose.names[0] if is_one else ""), between=between,
            uncertainty_m=uncertainty_m, is_as_written=is_as_written, along_m=along_m,
            from_end=from_end, distance_m=None if at is None else metres(spot, at),
        )  # fmt: skip

    def _told(self, hits: Sequence[Hit], most: int) -> Found:
        """Candidates in order, and whether more than one fits alike."""
        settled = {
            _place(hit)
            for hit in hits
            if hit.candidate.precision in SETTLED and hit.candidate.kind == "address"
        }
        kept = [
            hit for hit in hits if hit.candidate.precision in SETTLED or _place(hit) not in settled
        ]
        kept.sort(key=_order)
        ordered: list[Hit] = []
        there: dict[tuple[object, ...], list[Hit]] = {}
        for hit in kept:
            others = there.setdefault(_place(hit), [])
            ids = there.setdefault((hit.candidate.id, hit.candidate.kind), [])
            if not any(_is_same(hit, other) for other in (*others, *ids)):
                ordered.append(hit)
                others.append(hit)
                ids.append(hit)
        top = max(hit.likeness for hit in ordered)
        alike = [hit for hit in ordered if hit.likeness >= top - TIE]
        is_choice = len(alike) > 1
        asks = None
        if is_choice:
            towns = {(hit.candidate.town, hit.candidate.claims) for hit in alike}
            one_name = len({hit.name.casefold() for hit in alike}) < len(alike)
            asks = Asks.which_town if len(towns) > 1 and one_name else Asks.which_place
        ordered = alike + [hit for hit in ordered if hit.likeness < top - TIE]
        shown = ordered[: max(most, 2 if is_choice else 1)]
        left_off = max(0, len(alike) - len(shown))
        return Found(tuple(hit.candidate for hit in shown), is_choice, asks, left_off)


def _is_on_earth(pair: Spot) -> bool:
    return abs(pair[0]) <= 90_000_000 and abs(pair[1]) <= 180_000_000


def _place(hit: Hit) -> tuple[str, tuple[str, ...], str]:
    return hit.name, hit.candidate.claims, hit.candidate.town


def _order(hit: Hit) -> tuple[float, float, float, int, str, str]:
    score = hit.candidate.score
    return -round(score, 2), hit.far_m, -score, -hit.weight, hit.candidate.label, hit.candidate.id


def _is_same(hit: Hit, other: Hit) -> bool:
    """One place told twice: by names of two languages, as a village and its municipality, at two
    carriageways of a crossing."""
    if hit.candidate.id == other.candidate.id and hit.candidate.kind != "road_km":
        return hit.candidate.precision == other.candidate.precision
    if _place(hit) != _place(other):
        return False
    a, b = hit.candidate, other.candidate
    if {a.kind, b.kind} <= {"locality", "jurisdiction"} and a.kind != b.kind:
        return True
    spots = [(round(each.lat * 1e6), round(each.lon * 1e6)) for each in (a, b)]
    return a.label == b.label and metres(*spots) < near.CELL / 27
