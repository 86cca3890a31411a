"""What kinds of places are called, by language, for questions like "fire station Vaduz"; folded.

Source: OpenStreetMap wiki, "Nominatim/Special Phrases" (EN, DE, FR, ES, FI), as said at a desk.
"""

from tocsin.geo.ground import FACILITY_KINDS

CALLED: dict[str, str] = {
    "fire_station": "fire station house brigade; feuerwehr feuerwache; pompiers caserne; bomberos;"
                    " paloasema; brandstation; vigili fuoco; brandweer; straz pozarna",
    "police": "police station; polizei; polizeiwache; commissariat gendarmerie; policia comisaria;"
              " poliisi; polis; polizia carabinieri questura; politie; policja",
    "ambulance_station": "ambulance station ems; rettungswache rettungsdienst; samu secours",
    "hospital": "hospital; krankenhaus spital klinikum; hopital; sairaala; sjukhus; ospedale;"
                " ziekenhuis; szpital",
    "clinic": "clinic doctor surgery; klinik arztpraxis; clinique; clinica; terveysasema klinikka;"
              " vardcentral",
    "school": "school kindergarten; schule gymnasium; ecole lycee college; escuela colegio; koulu;"
              " skola; scuola; szkola",
    "hall": "town city village hall; rathaus gemeindehaus; mairie hotel ville; ayuntamiento;"
            " kaupungintalo; radhus; municipio; gemeentehuis; ratusz",
    "care_home": "care nursing home; altersheim pflegeheim seniorenheim; ehpad; residencia;"
                 " hoivakoti; aldreboende",
    "shelter": "shelter; schutzraum notunterkunft; abri; refugio; suoja",
    "fuel": "fuel gas petrol station; tankstelle; essence; gasolinera; huoltoasema; bensinstation",
    "supermarket": "supermarket grocery; supermarkt; supermarche; supermercado; ruokakauppa",
    "pharmacy": "pharmacy chemist drugstore; apotheke; pharmacie; farmacia; apteekki; apotek",
    "water_works": "water works; wasserwerk; usine eau; vesilaitos; vattenverk",
    "pumping_station": "pumping station; pumpwerk; pompage; pumppaamo",
    "substation": "substation transformer; umspannwerk trafostation; poste electrique; muuntamo",
    "mast": "mast tower antenna; sendemast funkmast; antenne; masto",
    "depot": "depot yard works; bauhof werkhof; centre technique; varikko",
    "venue": "venue stadium theatre cinema; stadion theater; stade theatre; estadio; teatteri",
    "camera": "camera cctv; kamera; videokamera",
    "hydrant": "hydrant fire; bouche incendie; paloposti; brandpost",
}  # fmt: skip
assert set(CALLED) == set(FACILITY_KINDS)

QUIET = frozenset({"camera", "hydrant", "mast"})
"""There are thousands of these without a name; they are found from a position, not by words."""


def words_of(kind: str) -> tuple[str, ...]:
    """Every word a kind is called by; none for what has only a name."""
    return tuple(sorted(set(CALLED.get(kind, "").replace(";", " ").split())))
