"""What facilities are called, by language. `{t}`: the town; `{s}`: the street it stands in."""

TITLES: dict[str, dict[str, str]] = {
    "en": {
        "hospital": "{t} General Hospital", "fire_station": "Fire Station {s}",
        "police": "Police Station {s}", "ambulance_station": "Ambulance Station {s}",
        "clinic": "{s} Surgery", "school": "{s} School", "hall": "{s} Hall",
        "care_home": "{s} Care Home", "shelter": "Rest Centre {s}", "fuel": "{s} Filling Station",
        "supermarket": "Fairmarket {s}", "pharmacy": "{s} Pharmacy", "depot": "Bus Depot {s}",
        "venue": "{t} Arena", "water_works": "{t} Water Works",
        "pumping_station": "Pumping Station {s}", "substation": "Substation {s}",
        "mast": "Mast {s}", "camera": "Camera {s}",
        "church": "{s} Church", "market": "{t} Market", "station": "{t} Station",
        "museum": "{t} Museum", "hotel": "{s} Hotel", "bridge": "{s} Bridge",
    },
    "de": {
        "hospital": "Klinikum {t}", "fire_station": "Feuerwache {s}", "police": "Polizei {s}",
        "ambulance_station": "Rettungswache {s}", "clinic": "Praxis {s}", "school": "Schule {s}",
        "hall": "Gemeindesaal {s}", "care_home": "Seniorenheim {s}", "shelter": "Notunterkunft {s}",
        "fuel": "Tankstelle {s}", "supermarket": "Frischmarkt {s}", "pharmacy": "Apotheke {s}",
        "depot": "Betriebshof {s}", "venue": "Stadthalle {t}", "water_works": "Wasserwerk {t}",
        "pumping_station": "Pumpwerk {s}", "substation": "Umspannwerk {s}", "mast": "Mast {s}",
        "camera": "Kamera {s}",
        "church": "Kirche {s}", "market": "Markthalle {t}", "station": "Bahnhof {t}",
        "museum": "Museum {t}", "hotel": "Hotel {s}", "bridge": "Brücke {s}",
    },
    "nb": {
        "hospital": "{t} sykehus", "fire_station": "{s} brannstasjon",
        "police": "{s} politistasjon",
        "ambulance_station": "{s} ambulansestasjon", "clinic": "{s} legesenter",
        "school": "{s} skole", "hall": "{s} samfunnshus", "care_home": "{s} sykehjem",
        "shelter": "{s} tilfluktssted", "fuel": "{s} bensinstasjon", "supermarket": "Matkroken {s}",
        "pharmacy": "{s} apotek", "depot": "{s} bussanlegg", "venue": "{t} kulturhus",
        "water_works": "{t} vannverk", "pumping_station": "{s} pumpestasjon",
        "substation": "{s} transformatorstasjon", "mast": "{s} mast", "camera": "Kamera {s}",
        "church": "{s} kirke", "market": "{t} torghall", "station": "{t} stasjon",
        "museum": "{t} museum", "hotel": "{s} hotell", "bridge": "{s} bru",
    },
    "fr": {
        "hospital": "Hôpital de {t}", "fire_station": "Caserne {s}", "police": "Commissariat {s}",
        "ambulance_station": "Ambulances {s}", "clinic": "Cabinet médical {s}",
        "school": "École {s}", "hall": "Salle communale {s}", "care_home": "Résidence {s}",
        "shelter": "Centre d'accueil {s}", "fuel": "Station-service {s}",
        "supermarket": "Marché frais {s}", "pharmacy": "Pharmacie {s}", "depot": "Dépôt {s}",
        "venue": "Théâtre de {t}", "water_works": "Usine des eaux de {t}",
        "pumping_station": "Station de pompage {s}", "substation": "Poste {s}",
        "mast": "Pylône {s}", "camera": "Caméra {s}",
        "church": "Église {s}", "market": "Marché de {t}", "station": "Gare de {t}",
        "museum": "Musée de {t}", "hotel": "Hôtel {s}", "bridge": "Pont {s}",
    },
}  # fmt: skip


def titled(language: str, kind: str, town: str, street: str) -> str:
    """The name of a facility. A street of two names gives the first."""
    plain = street.split(" / ", maxsplit=1)[0]
    return TITLES[language][kind].format(t=town, s=plain)
