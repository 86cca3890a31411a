"""Positions of the Incident Command System, who may lead whom, and the order of objectives.

Source: NIMS 3rd ed. (2017) Appendix B and Tables A-1 to A-3; ICS 203 and ICS 207 (organization
chart); FEMA ICS Glossary. Positions a town adds beyond these are named posts of the nearest kind
("Triage Group").
"""

from enum import IntEnum, StrEnum


class IcsPosition(StrEnum):
    """A place in the organization of an incident; the words are those of ICS 203."""

    incident_commander = "incident_commander"
    deputy_incident_commander = "deputy_incident_commander"
    # command staff
    safety_officer = "safety_officer"
    public_information_officer = "public_information_officer"
    liaison_officer = "liaison_officer"
    agency_representative = "agency_representative"
    # general staff
    operations_section_chief = "operations_section_chief"
    planning_section_chief = "planning_section_chief"
    logistics_section_chief = "logistics_section_chief"
    finance_admin_section_chief = "finance_admin_section_chief"
    intelligence_section_chief = "intelligence_section_chief"
    deputy_section_chief = "deputy_section_chief"
    # operations
    staging_area_manager = "staging_area_manager"
    branch_director = "branch_director"
    deputy_branch_director = "deputy_branch_director"
    air_operations_branch_director = "air_operations_branch_director"
    division_supervisor = "division_supervisor"
    group_supervisor = "group_supervisor"
    strike_team_leader = "strike_team_leader"
    task_force_leader = "task_force_leader"
    # planning
    resources_unit_leader = "resources_unit_leader"
    situation_unit_leader = "situation_unit_leader"
    documentation_unit_leader = "documentation_unit_leader"
    demobilization_unit_leader = "demobilization_unit_leader"
    technical_specialist = "technical_specialist"
    # logistics
    service_branch_director = "service_branch_director"
    support_branch_director = "support_branch_director"
    communications_unit_leader = "communications_unit_leader"
    medical_unit_leader = "medical_unit_leader"
    food_unit_leader = "food_unit_leader"
    supply_unit_leader = "supply_unit_leader"
    facilities_unit_leader = "facilities_unit_leader"
    ground_support_unit_leader = "ground_support_unit_leader"
    # finance and administration
    time_unit_leader = "time_unit_leader"
    procurement_unit_leader = "procurement_unit_leader"
    compensation_claims_unit_leader = "compensation_claims_unit_leader"
    cost_unit_leader = "cost_unit_leader"


_P = IcsPosition

DEPUTIES = frozenset(
    {_P.deputy_incident_commander, _P.deputy_section_chief, _P.deputy_branch_director}
)
"""They stand beside the one they report to, and are not counted in a span of control."""

NAMED = frozenset(
    {
        _P.agency_representative,
        _P.staging_area_manager,
        _P.branch_director,
        _P.division_supervisor,
        _P.group_supervisor,
        _P.strike_team_leader,
        _P.task_force_leader,
        _P.technical_specialist,
    }
)
"""Positions there may be several of; each carries a name of its own ("Division A")."""

_COMMAND = (_P.incident_commander,)
_SECTIONS = (
    _P.operations_section_chief,
    _P.planning_section_chief,
    _P.logistics_section_chief,
    _P.finance_admin_section_chief,
    _P.intelligence_section_chief,
)
_OPERATIONS = (_P.operations_section_chief, _P.incident_commander)
_PLANNING = (_P.planning_section_chief, _P.incident_commander)
_LOGISTICS = (_P.logistics_section_chief, _P.incident_commander)
_SERVICE = (_P.service_branch_director, *_LOGISTICS)
_SUPPORT = (_P.support_branch_director, *_LOGISTICS)
_FINANCE = (_P.finance_admin_section_chief, _P.incident_commander)
_BRANCHES = (_P.branch_director, _P.air_operations_branch_director)
_LINES = (_P.division_supervisor, _P.group_supervisor)

SUPERIORS: dict[IcsPosition, tuple[IcsPosition, ...]] = {
    _P.incident_commander: (),
    _P.deputy_incident_commander: _COMMAND,
    _P.safety_officer: _COMMAND,
    _P.public_information_officer: _COMMAND,
    _P.liaison_officer: _COMMAND,
    _P.agency_representative: (_P.liaison_officer, _P.incident_commander),
    _P.operations_section_chief: _COMMAND,
    _P.planning_section_chief: _COMMAND,
    _P.logistics_section_chief: _COMMAND,
    _P.finance_admin_section_chief: _COMMAND,
    _P.intelligence_section_chief: _COMMAND,
    _P.deputy_section_chief: _SECTIONS,
    _P.staging_area_manager: _OPERATIONS,
    _P.branch_director: _OPERATIONS,
    _P.deputy_branch_director: (
        *_BRANCHES,
        _P.service_branch_director,
        _P.support_branch_director,
    ),
    _P.air_operations_branch_director: _OPERATIONS,
    _P.division_supervisor: (*_OPERATIONS, *_BRANCHES),
    _P.group_supervisor: (*_OPERATIONS, *_BRANCHES),
    _P.strike_team_leader: (*_OPERATIONS, *_BRANCHES, *_LINES, _P.staging_area_manager),
    _P.task_force_leader: (*_OPERATIONS, *_BRANCHES, *_LINES, _P.staging_area_manager),
    _P.resources_unit_leader: _PLANNING,
    _P.situation_unit_leader: _PLANNING,
    _P.documentation_unit_leader: _PLANNING,
    _P.demobilization_unit_leader: _PLANNING,
    _P.technical_specialist: (*_PLANNING, _P.operations_section_chief, _P.safety_officer),
    _P.service_branch_director: _LOGISTICS,
    _P.support_branch_director: _LOGISTICS,
    _P.communications_unit_leader: _SERVICE,
    _P.medical_unit_leader: _SERVICE,
    _P.food_unit_leader: _SERVICE,
    _P.supply_unit_leader: _SUPPORT,
    _P.facilities_unit_leader: _SUPPORT,
    _P.ground_support_unit_leader: _SUPPORT,
    _P.time_unit_leader: _FINANCE,
    _P.procurement_unit_leader: _FINANCE,
    _P.compensation_claims_unit_leader: _FINANCE,
    _P.cost_unit_leader: _FINANCE,
}
"""Whom a position may report to; the first is where it goes when nobody says otherwise and it is
filled.
"""

SPAN_FEWEST, SPAN_MOST = 3, 7
"""Manageable span of control: one supervisor leads three to seven (ICS; five is the aim)."""


class ObjectivePriority(IntEnum):
    """The order in which incident objectives are served (NIMS: life, stabilization, property)."""

    life_safety = 1
    incident_stabilization = 2
    property_and_environment = 3
