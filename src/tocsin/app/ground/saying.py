"""A ground in sentences: what it holds, which level is the municipal one, what is doubtful."""

import re
from collections.abc import Sequence

from tocsin.app.ground.asked import NOT_STATED
from tocsin.app.ground.asking import DoubtRow, Jurisdiction, Whose
from tocsin.app.ground.folder import Manifest, Source
from tocsin.geo.belonging import Because, Level
from tocsin.geo.ground import DoubtCode

OF_SOURCE = re.compile(r"[nwr]-?\d.*")
THINGS = {"n": "node", "w": "way", "r": "relation"}
SAYS: dict[str, str] = {
    DoubtCode.file_is_cut: "The file breaks off{after} ({told}). What came before is kept; "
    "fetch the file again.",
    DoubtCode.not_in_order: "From {what} on, the file is not sorted by id. All of it is kept.",
    DoubtCode.duplicate_id: "There is more than one {what}. The first is kept.",
    DoubtCode.position_invalid: "{What} lies nowhere on Earth. It is left out, "
    "and what uses it lacks it.",
    DoubtCode.road_without_nodes: "Road {what} has no two neighbouring nodes in the file "
    "({told} missing). It is left out.",
    DoubtCode.road_lacks_nodes: "Road {what} lacks {told} nodes. The pieces between the others "
    "are kept.",
    DoubtCode.place_without_position: "The place of {what} has no node in the file. "
    "It is left out.",
    DoubtCode.water_without_position: "The water {what} has no two neighbouring nodes in the file. "
    "It is left out.",
    DoubtCode.limit_not_understood: "Road {what} says {told}, which is no limit we know. The road "
    "is kept without it.",
    DoubtCode.restriction_incomplete: "Turn restriction {what} lacks a road, or its roads do not "
    "meet at {told}. It is kept, marked as not whole.",
    DoubtCode.restriction_unknown: "Turn restriction {what} says {told}, which is no turn we know. "
    "It is kept as unknown.",
    DoubtCode.boundary_cut: "The border of {what} does not close: {told} of its ways are not "
    "wholly in the file. Its lines are kept; it owns no point.",
    DoubtCode.boundary_open: "The border of {what} does not close, though every way is there: "
    "{told} loose lines. They are kept; it owns no point.",
    DoubtCode.boundary_crosses_itself: "The border of {what} crosses itself. It is kept; what lies "
    "in an odd number of loops is inside.",
    DoubtCode.boundary_level_unreadable: "The boundary {what} has the admin_level “{told}”, which "
    "is no number. It is left out.",
    DoubtCode.outline_cut: "The outline of {what} is not wholly in the file: {told} are missing. "
    "{Kept}",
    DoubtCode.outline_open: "The outline of {what} does not close ({told} loose). {Kept}",
    DoubtCode.outline_crosses_itself: "The outline of {what} crosses itself. It is kept; what lies "
    "in an odd number of loops is inside.",
    DoubtCode.levels_not_understood: "Building {what} says building:levels={told}, which is no "
    "number of storeys. It is kept without it.",
    DoubtCode.coast_cut: "The coast {what} ends within the file. The sea is closed by a straight "
    "line from there to the nearest edge of the file.",
    DoubtCode.coast_tangled: "The coast that begins with {what} ({told} pieces) has land and water "
    "on the wrong sides somewhere. Its lines are kept; no sea is drawn.",
    DoubtCode.boundaries_overlap: "The boundaries of {what} and of {told} overlap. Both are kept; "
    "points in both are disputed.",
    DoubtCode.feature_no_area: "{What} is no area but {told}. It is left out.",
    DoubtCode.feature_without_code: "{What} has no code. It is kept under its place in the file, "
    "which will not last over another file.",
    DoubtCode.shape_mended: "The border of {what} is not valid ({told}). It is mended and kept.",
    DoubtCode.name_differs: "{What} has two names: {told}. The table's is kept.",
    DoubtCode.zone_outside: "Zone {what} lies in no jurisdiction. It is kept without a town.",
    DoubtCode.zone_empty: "Nobody lives in zone {what}. It is kept.",
    DoubtCode.zone_without_figures: "{told} says nothing about zone {what}. It is kept without.",
    DoubtCode.column_not_taken: "These columns of {what} are no figures we know, {told}. They are "
    "left out.",
    DoubtCode.row_unreadable: "The row {what} cannot be read: {told}. It is left out.",
    DoubtCode.row_without_zone: "The point {what} lies in no zone. It is left out: {told}.",
    DoubtCode.rows_elsewhere: "{told} rows of {what} are about zones that are not in this ground. "
    "They are left out.",
    DoubtCode.figure_missing: "Of zone {what} a figure is missing: {told}. It is not known, not 0.",
    DoubtCode.figure_suppressed: "Of zone {what} a small number is suppressed: {told}. It is not "
    "known, not 0.",
    DoubtCode.figure_unreadable: "Of zone {what} a figure cannot be read: {told}. It is left out.",
    DoubtCode.figures_rounded: "Figures of {what} have fractions and are rounded: {told}.",
    DoubtCode.letters_guessed: "{What} is no UTF-8. It is read as {told}.",
    DoubtCode.height_void: "{What} has no height here; {told} nodes near it have none either.",
    DoubtCode.height_outside: "{told} nodes lie in {what}, of which there is no file. They are "
    "kept without a height.",
    DoubtCode.roads_apart: "The roads at {what} ({told}) are not joined to the others. They are "
    "kept.",
    DoubtCode.name_cleaned: "What {what} says holds characters that steer a screen ({told}). They "
    "are left out; the rest is kept.",
    DoubtCode.perhaps_swapped: "Every outline of {what} runs clockwise, as it would if latitude "
    "and longitude were swapped: {told}. It is kept as it is written; compare it with a map.",
    DoubtCode.crosses_antimeridian: "{What} is drawn over the antimeridian. It is cut in two "
    "there: what lies on both sides of it is kept.",
    DoubtCode.neither_road_nor_border: "{What} holds {told}, but no road and no boundary. What it "
    "holds is kept.",
    DoubtCode.line_leaps: "{What} leaps {told}: most likely one of its nodes is misplaced. It is "
    "cut there; what has two nodes or more before or after it is kept. Put the node right in "
    "OpenStreetMap, fetch the file again and import it.",
}
KEPT = {True: "Its gaps are closed by straight lines.", False: "It is left out."}
BECAUSE = {
    Because.asked: "as asked",
    Because.country: "as is usual in {country}",
    Because.usual: "the usual one",
    Because.nearest: "the usual one is not in the file; this is the nearest",
    Because.none_there: "the file holds no administrative boundary",
}

MOST_NAMES = 100


def doubt_says(code: str, subject: str, told: str, is_kept: bool) -> str:
    """A doubt in a sentence: what, and what of it was kept."""
    what = subject or "the file"
    if OF_SOURCE.fullmatch(subject):
        what = f"{THINGS[subject[0]]} {subject[1:]}"
    after = f" after {what}" if subject else " before anything of its last kind"
    return SAYS[code].format(
        what=what, What=what[:1].upper() + what[1:], told=told or "its via", after=after,
        Kept=KEPT[is_kept],
    )  # fmt: skip


def level_says(level: Level) -> str:
    """Which level is the municipal one, why, and what there is of each."""
    held = ", ".join(
        f"{name}: {closed} of {there} close" for name, (closed, there) in level.held.items()
    )
    why = BECAUSE[level.because].format(country=level.country)
    if level.level is None:
        return f"No municipal boundaries: {why}. Every point is outside."
    return (
        f"Municipal boundaries are at admin_level {level.level} ({why}; --admin-level takes "
        f"another). Held: {held}."
    )


def summary(manifest: Manifest) -> list[str]:
    """What a ground holds."""
    source = manifest.source
    counts = "\n".join(
        f"  {layer:18}{number:>10,}" for layer, number in manifest.counts.items() if number
    )
    lines = [
        f"Ground of {source.name}{edited(source)}",
        f"  {manifest.checksum}",
        "",
        counts,
        "",
        level_says(manifest.level),
    ]
    for title, of in (("Facilities", manifest.facilities), ("Roads", manifest.road_classes)):
        if of:
            listed = ", ".join(f"{kind} {number:,}" for kind, number in of.items())
            lines.append(f"{title}: {listed}.")
    if not source.is_whole:
        lines.append("THE FILE BREAKS OFF: this ground is not whole; fetch the file again.")
    return lines


def names_of(owners: Sequence[Jurisdiction]) -> str:
    """The jurisdictions by name; of very many, the first and how many more there are."""
    names = [each.name for each in owners]
    more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
    return (", ".join(names[:MOST_NAMES]) or "none") + more


def edited(source: Source) -> str:
    """When it was last edited and its licence, where either is known."""
    if source.newest_edit == source.licence == NOT_STATED:
        return f" (edit and licence {NOT_STATED})"
    return f", newest edit {source.newest_edit} ({source.licence})"


def doubts(manifest: Manifest, rows: list[DoubtRow]) -> list[str]:
    """What is doubtful, by kind, each with where it is."""
    if not manifest.doubts:
        return ["", "No doubts."]
    lines = ["", f"Doubts: {sum(manifest.doubts.values()):,}"]
    for code, number in manifest.doubts.items():
        shown = [each for each in rows if each.code == code]
        lines.append(f"  {code}: {number:,}")
        for each in shown:
            where = "" if each.lat is None else f" [{each.lat:.6f},{each.lon:.6f}]"
            lines.append(f"    {each.says}{where}")
        if len(shown) < number:
            lines.append(f"    … and {number - len(shown):,} more (--all, or the layer `doubt`)")
    return lines


def whose_says(found: Whose) -> str:
    """Whose a point is, in a sentence."""
    names = " and ".join(f"{each.name} ({each.id})" for each in found.claims)
    border = ", on its border" if found.is_on_border else ""
    if found.jurisdiction is not None:
        return f"{names}{border}."
    if found.claims:
        return f"Disputed between {names}{' (on their border)' if found.is_on_border else ''}."
    may = ", ".join(each.name for each in found.may_belong_to)
    hint = f" These do not close in this ground, so it may be theirs: {may}." if may else ""
    return f"Outside of every jurisdiction of this ground.{hint}"
