"""The agenda of a town that was made up, not told by orders."""

from tocsin.operations.picture import Map, Picture
from tocsin.operations.picture.agenda import Agenda, noted


def agenda_of(picture: Picture) -> Agenda:
    """What the clock would ask about, as the orders note it."""
    agenda: Agenda = Map()
    for incident in picture.incidents.values():
        if incident.triage.at is not None:
            agenda = noted(agenda, incident.triage.at, f"retriage/{incident.id}")
    for narrative in picture.narratives.values():
        for entry in narrative.entries:
            for asked in entry.asked:
                if asked.due_at is not None:
                    name = f"acknowledgement/{narrative.subject}#{entry.id}"
                    agenda = noted(agenda, asked.due_at, name)
    return agenda
