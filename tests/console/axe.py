"""What axe-core finds on a page as it stands."""

from playwright.sync_api import Page

from tests.console.gallery import AXE


def faults(page: Page, only: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds, rule and place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    asked = {"resultTypes": ["violations"]} | ({"runOnly": list(only)} if only else {})
    found = page.evaluate("asked => axe.run(document, asked)", asked)
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
