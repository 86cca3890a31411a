"""Columns that may tell who somebody is: a ground holds counts, never people.

Source: GDPR art. 4 (1) (name, identification number, location data, identifiers of a person);
HIPAA 45 CFR 164.514 (b)(2) (the eighteen identifiers), for health registers.
"""

import re
import unicodedata

WORDS = {
    "surname", "forename", "firstname", "lastname", "fullname", "phone", "telephone", "tel",
    "email", "mail", "dob", "birth", "birthdate", "birthday", "nhs", "nino", "ssn",
    "passport", "address", "addr", "street", "house", "uprn", "patient", "diagnosis", "signature",
    "geburtsdatum", "vorname", "nachname", "telefon", "adresse", "nom", "prenom", "prénom",
    "naissance", "adresse_mail", "cpf",
}  # fmt: skip
SOMEBODY = {
    "householder", "tenant", "resident", "contact", "owner", "occupant", "occupier", "landlord",
    "person", "customer", "client", "subscriber", "holder", "caretaker", "guardian", "carer",
    "spouse", "kin", "beneficiary", "claimant", "member", "employee", "user", "username",
    "bewohner", "bewohnerin", "mieter", "mieterin", "eigentumer", "eigentumerin",
    "eigentuemer", "besitzer", "besitzerin", "vermieter", "kontakt", "kontaktperson", "inhaber",
    "ansprechpartner", "haushaltsvorstand", "kunde", "kundin", "patientin", "betreuer",
    "locataire", "proprietaire", "occupante", "habitant", "habitante", "titulaire",
    "inquilino", "inquilina", "propietario", "propietaria", "residente", "contacto", "titular",
    "nombre", "apellido", "apellidos", "cliente", "proprietario", "proprietaria", "morador",
    "moradora", "contato", "sobrenome", "contatto",
    "cognome", "locatario", "intestatario", "bewoner", "huurder", "eigenaar", "contactpersoon",
    "achternaam", "voornaam", "najemca", "wlasciciel", "mieszkaniec", "lokator", "nazwisko",
    "imie", "agare", "hyresgast", "boende", "efternamn", "eier", "leietaker",
    "beboer", "lejer", "ejer", "efternavn", "omistaja", "asukas", "vuokralainen", "sukunimi",
    "kiraci", "sahibi", "soyadi", "majitel", "najemnik", "prijmeni", "tulajdonos", "berlo",
    "владелец", "собственник", "жилец", "житель", "арендатор", "фамилия", "имя", "власник",
    "мешканець", "орендар", "прізвище", "ιδιοκτητης", "ενοικος", "επωνυμο", "ονομα",
    "المالك", "المستاجر", "الساكن", "الاسم", "户主", "姓名", "业主", "租户", "氏名", "世帯主",
    "居住者", "所有者", "세입자", "소유자", "성명", "이름",
}  # fmt: skip
"""One person, in whatever part they have in a home; the plural is mostly a count."""
COUNTED = {
    "occupied",
    "rented",
    "households",
    "household",
    "dwellings",
    "homes",
    "population",
    "people",
    "persons",
    "residents",
    "count",
    "total",
    "share",
    "rate",
    "percent",
    "permille",
}
"""Beside one of these the word is about how many (`owner_occupied`, `resident population`)."""
OF_PLACES = {
    "zone", "area", "ward", "lsoa", "msoa", "district", "authority", "county", "state", "tract",
    "place", "town", "city", "region", "municipality", "country", "index", "domain", "lad", "oa",
}  # fmt: skip


def personal(header: list[str]) -> str | None:
    """The first column that may name a person; None where there is none."""
    for each in header:
        words = _words(each)
        if set(words) & WORDS_PLAIN or words in (["mobile"], ["mobile", "number"]):
            return each
        if "name" in words and not set(words) & OF_PLACES:
            return each
        if set(words) & SOMEBODY_PLAIN and not set(words) & (COUNTED | OF_PLACES):
            return each
    return None


def _words(header: str) -> list[str]:
    """Its words in small letters, without their accents."""
    apart = re.sub(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])", " ", header)
    return re.findall(r"[^\W\d_]+", _plain(apart))


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(e for e in parts if not unicodedata.combining(e)))


WORDS_PLAIN = {_plain(each) for each in WORDS}
SOMEBODY_PLAIN = {_plain(each) for each in SOMEBODY}
