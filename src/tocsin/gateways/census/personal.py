"""Columns that may tell who somebody is: a ground holds counts, never people.

Source: GDPR art. 4 (1) (name, identification number, location data, identifiers of a person);
HIPAA 45 CFR 164.514 (b)(2) (the eighteen identifiers), for health registers.
"""

import re

WORDS = {
    "surname", "forename", "firstname", "lastname", "fullname", "phone", "telephone", "tel",
    "email", "mail", "dob", "birth", "birthdate", "birthday", "nhs", "nino", "ssn",
    "passport", "address", "addr", "street", "house", "uprn", "patient", "diagnosis", "signature",
    "geburtsdatum", "vorname", "nachname", "telefon", "adresse", "nom", "prenom", "prénom",
    "naissance", "adresse_mail", "cpf",
}  # fmt: skip
OF_PLACES = {
    "zone", "area", "ward", "lsoa", "msoa", "district", "authority", "county", "state", "tract",
    "place", "town", "city", "region", "municipality", "country", "index", "domain", "lad", "oa",
}  # fmt: skip


def personal(header: list[str]) -> str | None:
    """The first column that may name a person; None where there is none."""
    for each in header:
        words = re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", each).lower())
        if set(words) & WORDS or words in (["mobile"], ["mobile", "number"]):
            return each
        if "name" in words and not set(words) & OF_PLACES:
            return each
    return None
