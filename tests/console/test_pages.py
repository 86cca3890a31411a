"""The pages of an incident, of units, of what is due and of a handover: each act goes to the log
once, who may not act is offered none, and axe finds nothing.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.console.axe import faults
from tests.console.console_town import DESK, LOOKER, Consoled, go, signed_in, until
from tocsin.app.on_paper.sheets import Written
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.operations.narrative import AddRemark
from tocsin.operations.obligations import OweThis
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.picture.plan import Applies, PlanContent, Step
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.reading import AskToRead
from tocsin.terms.codes import IncidentStatus, Role

pytestmark = pytest.mark.full

NEXT = "PE-p-next"
PLAN = PlanContent(
    name="Person in water",
    trigger=Applies(types=("rescue",)),
    steps=(
        Step(id="gauge", text="Read the gauge", role="dispatcher"),
        Step(id="cellar", text="Look into the cellars", role="dispatcher"),
    ),
)


class Sitting:
    """Somebody at a page; what their buttons do is counted in the log."""

    def __init__(self, page: Page, town: Consoled) -> None:
        self.page = page
        self.town = town
        self.seen: dict[str, int] = {}

    def at(self, path: str) -> None:
        go(self.page, self.town, path)
        self.page.wait_for_selector(".page")

    def press(self, name: str, within: str = ".page") -> None:
        self.page.locator(within).get_by_role("button", name=name, exact=True).first.click()

    def says(self, label: str, words: str) -> None:
        self.page.locator(".ask-form").get_by_label(label, exact=True).fill(words)

    def picks(self, label: str, name: str) -> None:
        self.page.locator(".ask-form").get_by_role("button", name=label).click()
        self.page.get_by_role("option", name=name, exact=True).click()

    def sends(self) -> None:
        """The form that is open; its line and what it would do stand there first."""
        expect(self.page.locator(".ask-form .line-shown [role=status]")).not_to_have_text(
            "Fill in what is asked; the line shows here, and what it would do."
        )
        self.press("Send", ".ask-form")

    def once(self, event: str) -> None:
        """It came to the log, one time more than before this sitting began to wait for it."""
        before = self.seen.get(event, 0)
        until(lambda: self.town.names().count(event) == before + 1)
        self.seen[event] = before + 1

    def begins(self) -> None:
        names = self.town.names()
        self.seen = {each: names.count(each) for each in names}


@pytest.fixture
def desk(at_desk: Page, town: Consoled) -> Sitting:
    sitting = Sitting(at_desk, town)
    sitting.begins()
    return sitting


def planned(town: Consoled) -> None:
    """The town has a plan for people in water, once."""
    if town.door.town.picture.plans.get("water") is None:
        town.door.order(AdoptPlan(plan="water", over=0, content=PLAN), DESK)


def row(page: Page, unit: str) -> Locator:
    return page.locator(f'.unit-row[data-unit="{unit}"]')


def test_a_unit_goes_out_of_service_and_comes_back(desk: Sitting) -> None:
    desk.at("/units")
    row(desk.page, "P4").get_by_role("button", name="More to do with P4").click()
    desk.page.get_by_role("menuitem", name="Out of service").click()
    desk.says("Why", 'a "flat" tyre')
    desk.sends()
    desk.once("unit_out_of_service.1")
    expect(row(desk.page, "P4")).to_contain_text("a 'flat' tyre")
    row(desk.page, "P4").get_by_role("button", name="In service").click()
    desk.once("unit_in_service.1")
    expect(row(desk.page, "P4")).not_to_contain_text("tyre")


def test_a_crew_gets_on_and_the_vehicle_is_told_limited(desk: Sitting) -> None:
    desk.at("/units/PE-E2")
    desk.press("More to do with E2")
    desk.page.get_by_role("menuitem", name="Crew aboard").click()
    desk.says("Who rides on it, or how many", "looker 4")
    desk.sends()
    desk.once("unit_crewed.1")
    expect(desk.page.get_by_text("looker", exact=True).first).to_be_visible()
    desk.press("More to do with E2")
    desk.page.get_by_role("menuitem", name="Condition of the vehicle").click()
    desk.picks("How the vehicle is", "limited")
    desk.says("Without", "pump")
    desk.sends()
    desk.once("unit_condition_reported.1")
    expect(desk.page.locator(".happened")).to_contain_text("pump", ignore_case=True)


def test_units_are_found_by_what_is_typed(desk: Sitting) -> None:
    desk.at("/units")
    desk.page.get_by_role("searchbox").fill("boat quay")
    expect(desk.page.locator(".unit-row")).to_have_count(1)
    desk.page.get_by_role("searchbox").fill("boat hill")
    expect(desk.page.get_by_text("No unit is like that.")).to_be_visible()


def test_command_is_taken_an_objective_set_and_a_task_given_and_done(desk: Sitting) -> None:
    incident = desk.town.incident("Weir 1")
    desk.at(f"/incidents/{incident}")
    desk.press("Take command")
    desk.sends()
    desk.once("command_assumed.1")
    expect(desk.page.get_by_role("button", name="End command")).to_be_visible()
    desk.press("Set an objective")
    desk.says("What must be reached", "everybody out")
    desk.says("How one sees it is met", "all counted")
    desk.sends()
    desk.once("objective_set.1")
    expect(desk.page.get_by_text("pursued · all counted")).to_be_visible()
    desk.press("Give a task")
    desk.says("What is to be done", "search the banks")
    desk.picks("Who", "desk")
    desk.sends()
    desk.once("task_assigned.1")
    desk.press("Taken on: search the banks")
    desk.once("task_state_set.1")
    expect(desk.page.get_by_role("button", name="Taken on: search the banks")).to_have_count(0)
    desk.press("Done: search the banks")
    desk.once("task_state_set.1")


def test_command_goes_from_hand_to_hand_and_ends(desk: Sitting) -> None:
    incident = desk.town.incident("Weir 10")
    desk.at(f"/incidents/{incident}")
    offer = desk.page.locator(".offer")

    def offered_to(person: str) -> None:
        desk.press("Hand over")
        desk.picks("To whom", person)
        for each in ("Situation", "Objectives", "Resources", "Hazards"):
            desk.says(each, f"{each}: as it stands")
        desk.sends()
        desk.once("command_offered.1")
        expect(offer).to_contain_text("Situation: as it stands")

    def ended_by(button: str) -> None:
        desk.press(button, ".offer")
        desk.says("Why", "not on scene yet")
        desk.sends()
        desk.once("command_offer_ended.1")
        expect(offer).to_have_count(0)

    desk.press("Take command")
    desk.picks("Who leads", "looker")
    desk.sends()
    desk.once("command_assumed.1")
    desk.press("Set up a post")
    desk.picks("Position", "safety")
    desk.says("Its name", "Eyes")
    desk.sends()
    desk.once("post_established.1")
    expect(desk.page.locator(".posts")).to_contain_text("Eyes")
    offered_to("desk")
    ended_by("Decline")
    offered_to("desk")
    desk.press("Take it", ".offer")
    desk.once("command_transferred.1")
    offered_to("looker")
    expect(offer.get_by_role("button", name="Take it")).to_have_count(0)
    ended_by("Take the offer back")
    desk.press("End command")
    desk.once("command_terminated.1")
    expect(desk.page.get_by_text("Command has ended.")).to_be_visible()


def test_a_picture_is_put_to_an_incident_and_seen_there(desk: Sitting) -> None:
    incident = desk.town.incident("Weir 11")
    desk.at(f"/incidents/{incident}")
    panel = desk.page.get_by_role("region", name="Attachments")
    photo = {"name": "roof.png", "mimeType": "image/png", "buffer": desk.page.screenshot()}
    panel.locator("input[type=file]").set_input_files(photo)  # type: ignore[arg-type]
    desk.once("blob_attached.1")
    seen = panel.locator("img")
    expect(seen).to_have_attribute("alt", "roof.png")
    until(lambda: bool(seen.evaluate("each => each.complete && each.naturalWidth > 1000")))
    text = {"name": "list.txt", "mimeType": "text/plain", "buffer": b"no picture"}
    panel.locator("input[type=file]").set_input_files(text)  # type: ignore[arg-type]
    expect(panel.locator(".refusal")).to_be_visible()
    expect(panel.locator("li")).to_have_count(1)


def _heard(town: Consoled) -> object:
    found = town.door.town.picture.units.get("PE-B1")
    assert found is not None
    return found.welfare_at


def test_crews_that_answer_are_well(desk: Sitting) -> None:
    town = desk.town
    town.sent("B1", town.incident("Weir 12"), is_under_way=True)
    due = town.door.town.clock.now() + timedelta(minutes=20)
    owed = OweThis(kind="welfare", subject="unit/PE-B1", due_at=due, role=Role.dispatcher)
    town.door.order(owed, DESK)
    desk.at("/due")
    line = desk.page.locator('.due-row[data-kind="welfare"]', has_text="B1")
    assert _heard(town) is None
    line.get_by_role("button").first.click()
    desk.once("welfare_reported.1")
    assert _heard(town) is not None


def test_a_plan_is_started_ticked_with_proof_and_skipped_with_a_reason(desk: Sitting) -> None:
    planned(desk.town)
    incident = desk.town.incident("Weir 2")
    desk.at(f"/incidents/{incident}")
    desk.press("Start the plan")
    desk.once("plan_started.1")
    desk.press("Done, with proof: Read the gauge")
    desk.says("How one knows", "2.31 m, read twice")
    desk.sends()
    desk.once("step_ticked.1")
    desk.press("Does not apply: Look into the cellars")
    desk.says("Why", "no cellars here")
    desk.sends()
    desk.once("step_ticked.1")
    expect(desk.page.locator(".checklist")).to_contain_text("2.31 m, read twice")
    expect(desk.page.locator('[data-pane="plan"] .tally')).to_have_text("2 of 2")


def test_what_is_written_can_be_corrected_asked_to_be_read_and_read(desk: Sitting) -> None:
    incident = desk.town.incident("Weir 3")
    desk.at(f"/incidents/{incident}")
    box = desk.page.get_by_role("textbox", name="Write down")
    box.fill("one on\nthe roof")
    box.press("Control+Enter")
    desk.once("remark_added.1")
    expect(desk.page.locator(".notes")).to_contain_text("one on the roof")
    desk.press("Correct: one on the roof")
    correcting = desk.page.get_by_label("What it should have said")
    correcting.fill("two on")
    from_paper(desk, "S-7", AddRemark(subject=f"incident/{incident}", text="ladder is up"))
    paper = desk.page.locator(".notes li").filter(has_text="ladder is up").locator(".tag.paper")
    expect(paper).to_have_text("paper S-7")
    expect(correcting).to_have_value("two on")
    expect(desk.page.locator(".notes .tag.paper")).to_have_count(1)
    desk.says("What it should have said", "two on the roof")
    desk.says("Why", "misheard")
    desk.sends()
    desk.once("entry_corrected.1")
    desk.press("Ask to read: two on the roof")
    desk.picks("Who shall read it", "dispatcher")
    desk.sends()
    desk.once("reading_asked.1")
    expect(desk.page.locator("[data-unread]")).to_contain_text("dispatcher: not read yet")
    desk.press("I have read it: two on the roof")
    desk.once("entry_acknowledged.1")
    expect(desk.page.locator("[data-unread]")).to_have_count(0)
    desk.page.get_by_role("tab", name="What happened").click()
    expect(desk.page.locator(".happened")).to_contain_text("Opened as")
    expect(desk.page.locator(".happened .tag.paper")).to_have_text(["paper S-7"])


def from_paper(desk: Sitting, sheet: str, command: Command) -> None:
    """An order that was written on a sheet and is entered now, as `tocsin paper enter` does."""
    town = desk.town.door.town
    written = Written(sheet, town.clock.now(), str(command))
    order = Order(command=command, command_id=written.command_id, actor=DESK)
    assert isinstance(town.submit(order), Accepted)


def test_something_owed_is_met_from_the_list(desk: Sitting) -> None:
    incident = desk.town.incident("Weir 4")
    due = desk.town.door.town.clock.now() + timedelta(minutes=30)
    owed = OweThis(
        kind="call_back", subject=f"incident/{incident}", due_at=due, role=Role.dispatcher,
        note="her mother",
    )  # fmt: skip
    desk.town.door.order(owed, DESK)
    desk.at("/due")
    line = desk.page.locator('.due-row[data-kind="call_back"]')
    expect(line).to_contain_text("her mother")
    line.get_by_role("button", name="Done with words").click()
    desk.page.keyboard.type("reached her\n")
    desk.once("obligation_met.1")
    expect(line).to_have_count(0)


def test_a_desk_is_handed_over_and_the_next_person_says_it_is_read(
    browser: Browser, desk: Sitting
) -> None:
    person = RegisterPerson(id=NEXT, handle="next", name="B. Okafor", roles=("dispatcher",))
    desk.town.door.order(person)
    desk.at("/handover")
    desk.press("Begin with what stands")
    box = desk.page.get_by_role("textbox", name="What the next shift must know")
    expect(box).not_to_have_value("")
    begun = box.input_value()
    assert "need a person" in begun
    box.fill(f"{begun}\nthe ford is closed")
    desk.press("Write down and ask to read")
    desk.once("remark_added.1")
    desk.once("reading_asked.1")
    expect(box).to_have_value("")
    other = Sitting(signed_in(browser, desk.town, NEXT), desk.town)
    other.begins()
    other.at("/handover")
    note = other.page.locator(".notes[data-is=shift] li", has_text="the ford is closed").first
    expect(note.locator("[data-unread]")).to_contain_text("dispatcher: not read yet")
    note.get_by_role("button", name="I have read it").click()
    other.once("entry_acknowledged.1")
    expect(note.locator("[data-unread]")).to_have_count(0)


@pytest.fixture(scope="module")
def full(town: Consoled) -> str:
    """An incident that has something in every panel."""
    planned(town)
    incident = town.incident("Weir 9")
    town.sent("E1", incident, is_under_way=True)
    remark = AddRemark(subject=f"incident/{incident}", text="fuel on the water")
    entry = town.door.order(remark, DESK).subjects[0]
    asked = AskToRead(subject=f"incident/{incident}", entry=entry, roles=("dispatcher",))
    town.door.order(asked, DESK)
    return incident


PATHS = (
    "/incidents/{id}",
    "/incidents",
    "/incidents/PE-none",
    "/units",
    "/units/PE-E1",
    "/due",
    "/handover",
)


def test_what_differs_between_two_instants_is_told_in_words(desk: Sitting) -> None:
    town = desk.town
    incident = town.incident("Weir 7")
    before = town.door.town.clock.now()
    town.sent("A23", incident, is_under_way=True)
    report = town.report("Weir 8")
    desk.page.goto(f"{town.address}/timeline")
    compare = desk.page.get_by_role("form", name="Compare")
    compare.get_by_label("Between").fill(f"{before:%Y-%m-%dT%H:%M:%S}")
    told = desk.page.get_by_role("region", name="Compare")
    until(lambda: town.door.town.clock.now() > before + timedelta(seconds=3))
    compare.get_by_role("button").click()
    row = told.get_by_role("listitem").filter(has=desk.page.get_by_text("Unit A23"))
    expect(row.locator("del")).to_contain_text(["free"])
    expect(row.locator("ins")).to_contain_text(["under way"])
    expect(told).to_contain_text("Report Weir 8 new")
    words = told.inner_text()
    assert not {"{", "_", report, DESK} & {*words, *words.split()}, "no code, no id"
    from_paper(desk, "S-8", AddRemark(subject=f"incident/{incident}", text="the pump is on"))
    desk.page.get_by_role("button", name="Show what is new").click()
    expect(desk.page.locator(".fact-list").get_by_text("paper S-8")).to_be_visible()
    expect(told).to_contain_text("Report Weir 8 new")
    expect(desk.page.locator(".fact-list")).to_contain_text("A23 under way")


def test_a_measure_leads_to_its_cases_and_is_of_then_while_looking_back(desk: Sitting) -> None:
    town = desk.town
    before = town.door.town.clock.now()
    until(lambda: town.door.town.clock.now() > before + timedelta(seconds=1))
    incident = town.incident("Weir 13")
    town.sent("P4", incident, is_under_way=True)
    desk.page.goto(f"{town.address}/measures")
    tiles = desk.page.get_by_role("region", name="In what you see")
    tiles.get_by_role("button", name="Turnout").click()
    case = tiles.get_by_role("row").filter(has_text=town.number(incident)).filter(has_text="P4")
    expect(case).to_have_count(1)
    desk.page.locator("#screen").focus()
    desk.page.keyboard.type(f"AT {before:%Y-%m-%dT%H:%M:%S}\n")
    expect(
        desk.page.get_by_text("You are looking back: of incidents opened before")
    ).to_be_visible()
    expect(case).to_have_count(0)
    desk.page.keyboard.press("Escape")
    case.get_by_role("button").click()
    expect(desk.page).to_have_url(f"{town.address}/incidents/{incident}")


def test_who_only_looks_is_offered_no_act(browser: Browser, town: Consoled, full: str) -> None:
    looks, works = signed_in(browser, town, LOOKER), signed_in(browser, town)
    path = f"/incidents/{full}"
    for page in (looks, works):
        go(page, town, path)
        page.get_by_role("heading", name="Person in water").first.wait_for()
    assert works.locator(".give, .write").count() > 5
    assert looks.locator(".give, .asking, .write, .ask-form").count() == 0
    for page in (looks, works):
        page.context.close()


def test_nothing_can_be_done_while_looking_back(desk: Sitting, full: str) -> None:
    desk.at(f"/incidents/{full}")
    expect(desk.page.locator(".write")).to_be_visible()
    clock = desk.page.locator(".clock").inner_text()[:5]
    desk.page.locator("#screen").focus()
    desk.page.keyboard.type(f"AT {clock}\n")
    expect(desk.page.locator(".mode-band[data-mode=past]")).to_be_visible()
    expect(desk.page.locator(".give, .asking, .write")).to_have_count(0)


def shown_faults(page: Page) -> list[str]:
    """What axe finds; in the light look, which changes nothing but colours, of colours alone."""
    found = faults(page)
    page.emulate_media(color_scheme="light")
    page.wait_for_selector("html[data-look=light]")
    found += faults(page, ("color-contrast",))
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("html[data-look=dark]")
    return found


def test_axe_finds_nothing_on_any_page(browser: Browser, town: Consoled, full: str) -> None:
    page = signed_in(browser, town, color_scheme="dark", reduced_motion="reduce")
    for path in PATHS:
        go(page, town, path.format(id=full))
        page.wait_for_selector(".page .panel, .page .empty")
        assert shown_faults(page) == [], path
    go(page, town, f"/incidents/{full}")
    page.get_by_role("button", name="Give a task").click()
    page.get_by_role("tab", name="What happened").click()
    page.wait_for_selector(".happened")
    assert shown_faults(page) == []
    page.keyboard.press("Escape")
    page.locator("#screen").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("dispatch each unit")
    assert shown_faults(page) == []
    page.context.close()


def test_a_phone_in_arabic_scrolls_one_way_only(
    browser: Browser, town: Consoled, full: str
) -> None:
    page = signed_in(browser, town, viewport={"width": 390, "height": 844}, locale="ar")
    for path in PATHS:
        go(page, town, path.format(id=full))
        page.wait_for_selector(".page .panel, .page .empty")
        wide = page.locator("#screen").evaluate("box => box.scrollWidth - box.clientWidth")
        assert wide <= 0, path
    assert page.evaluate("document.dir") == "rtl"
    page.context.close()


BEGINS = """each => {
    const text = document.createTreeWalker(each, NodeFilter.SHOW_TEXT).nextNode();
    const first = document.createRange();
    first.setStart(text, 0);
    first.setEnd(text, 1);
    const [letter, box] = [first.getBoundingClientRect(), each.getBoundingClientRect()];
    return letter.left >= box.left - 1 && letter.right <= box.right + 1;
}"""


def test_what_is_cut_off_in_arabic_is_the_end_of_what_somebody_wrote(
    browser: Browser, town: Consoled
) -> None:
    long = "Old Mill Lane 14, behind the pumping station at the second weir"
    incident = town.incident(long)
    report = town.report(long, words=f"smoke over {long}, and {long}")
    page = signed_in(browser, town, locale="ar")
    place = page.locator(f'[data-row="{incident}"] .place')
    expect(place).to_have_text(long)
    assert place.evaluate("each => each.scrollWidth > each.clientWidth"), "it does not fit"
    assert place.evaluate(BEGINS)
    go(page, town, f"/calls/{report}")
    called = page.locator(".queue .who > *", has_text=long).first
    assert called.evaluate(BEGINS)
    page.context.close()


def test_the_board_on_paper_is_all_of_it_in_black_on_white(desk: Sitting, full: str) -> None:
    page, town = desk.page, desk.town
    go(page, town, "/board")
    page.wait_for_selector(f'[data-row="{full}"]')
    incidents = town.door.town.picture.incidents.values()
    open_now = [each for each in incidents if each.status is not IncidentStatus.closed]
    page.emulate_media(media="print")
    try:
        rows = page.locator(".big-board [data-row]")
        assert rows.count() >= len(open_now) > 0
        assert all(each.is_visible() for each in rows.all())
        for each in (".command", ".footer", ".header nav", ".button"):
            assert page.locator(f"{each}:visible").count() == 0, each
        styles = page.locator(".big-board .line .name").evaluate_all(
            "all => [...new Set(all.map(e => getComputedStyle(e).color))]"
        )
        assert styles == ["rgb(0, 0, 0)"]
        cut = page.evaluate(
            "[...document.querySelectorAll('.big-board, .big-board *')]"
            ".filter(e => e.matches('.board-rows, .matrix, .panel, .panel-body'))"
            ".filter(e => e.scrollHeight > e.clientHeight + 1"
            " && getComputedStyle(e).overflowY !== 'visible').map(e => e.className)"
        )
        assert cut == []
        assert page.locator(".unit-chip:visible").count() == len(town.door.town.picture.units)
    finally:
        page.emulate_media(media="screen")
