"""What axe-core finds on a page as it stands."""

from playwright.sync_api import Page

from tests.console.gallery import AXE

BESIDES = ("label-content-name-mismatch", "target-size")
"""Rules that axe keeps switched off: a button is called what is written on it (WCAG 2.5.3), and is
large enough to be hit, or has room around it (2.5.8)."""


def faults(page: Page, only: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds, rule and place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    asked = {"resultTypes": ["violations"], "rules": {rule: {"enabled": True} for rule in BESIDES}}
    if only:
        asked = {"resultTypes": ["violations"], "runOnly": list(only)}
    found = page.evaluate("asked => axe.run(document, asked)", asked)
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
