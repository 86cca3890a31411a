"""The page of deviations and rules of CAP, from the gateway's own tables."""

from tocsin.gateways.cap.deviations import MEANINGS, Level
from tocsin.gateways.cap.profiles import RULES, Profile

_LEVELS = {
    Level.schema: "The schema of the version refuses it",
    Level.standard: "The schema lets it pass, the text of CAP does not",
    Level.note: "Allowed, and worth to be known",
}


def page() -> str:
    """Every deviation by its level, every rule by its profile."""
    lines = ["# CAP: deviations and rules\n", "What `tocsin cap` names; [CAP](cap.md) says how.\n"]
    for level, says in _LEVELS.items():
        lines += [
            f"## {says}\n",
            f"Level `{level}`.\n",
            "| deviation | is | taken |",
            "|---|---|---|",
        ]
        lines += [
            f"| `{code}` | {meaning.says.replace('|', '/')} | {meaning.taken} |"
            for code, meaning in MEANINGS.items()
            if meaning.level is level
        ]
        lines.append("")
    lines.append("## Rules of profiles\n")
    for profile in Profile:
        lines += [f"### {profile}\n", "| rule | | says | source |", "|---|---|---|---|"]
        lines += [
            f"| `{each.id}` | {each.must} | {each.says} | {each.source}"
            f"{'' if each.is_verified else ' (not verified)'} |"
            for each in RULES
            if each.profile is profile
        ]
        lines.append("")
    return "\n".join(lines)
