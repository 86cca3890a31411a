"""The morphemes that names are made of, by language (BCP 47). All invented places."""

import msgspec

Endings = dict[str, tuple[str, ...]]


class Tongue(msgspec.Struct, frozen=True):
    """How places and streets are called in a language. `{}` stands for a stem or a place."""

    code: str
    places: tuple[str, ...]
    by_river: tuple[str, ...]
    by_sea: tuple[str, ...]
    inland: tuple[str, ...]
    villages: tuple[str, ...]
    main: tuple[str, ...]
    """The streets that every town has, the first of them first."""
    stems: tuple[str, ...]
    endings: Endings
    more: tuple[str, ...]
    """What stands before a name when the names run out."""
    to_place: str
    by_water: str
    square: str
    bridge: str
    rivers: tuple[str, ...]
    farms: tuple[str, ...]
    suburbs: tuple[str, ...]


ENGLISH = Tongue(
    "en",
    ("Aldre", "Barrow", "Carr", "Dunna", "Elver", "Fenn", "Garrow", "Harle", "Ister", "Kelder",
     "Lorn", "Marle", "Nether", "Orle", "Pell", "Quarle", "Raven", "Selk", "Thorla", "Uffa",
     "Wender", "Yarrow", "Braith", "Coldre", "Tarn", "Hollin", "Sedge", "Merrow", "Withe", "Askel"),
    ("ford", "bridge", "minster", "ham"), ("mouth", "haven", "ness", "quay"),
    ("ton", "bury", "field", "stead", "worth"), ("ley", "thorpe", "wick", "cote", "by", "den"),
    ("High Street", "Mill Road", "Church Street", "Station Road", "Market Street", "Bridge Street",
     "Castle Street", "School Lane", "Park Road", "King Street", "Queen Street", "Victoria Road",
     "Chapel Lane", "Green Lane", "Manor Road", "Mill Lane", "North Street", "South Street",
     "Tanner Row", "Fore Street", "Back Lane", "New Road", "Abbey Road"),
    ("Alder", "Ash", "Beech", "Birch", "Cedar", "Cherry", "Elm", "Hawthorn", "Hazel", "Holly",
     "Juniper", "Laurel", "Lime", "Maple", "Oak", "Poplar", "Rowan", "Sycamore", "Walnut", "Willow",
     "Albert", "Alfred", "Arthur", "Bell", "Carter", "Clarence", "Cooper", "Dean", "Fletcher",
     "George", "Grange", "Harcourt", "Hill", "Kiln", "Kingsley", "Meadow", "Nelson", "Orchard",
     "Priory", "Quarry", "Rectory", "Salter", "Sheep", "Smith", "Spring", "Stone", "Thatcher",
     "Vicarage", "Wellington", "Windmill", "York", "Badger", "Curlew", "Falcon", "Heron",
     "Kestrel", "Lapwing", "Linnet", "Plover", "Robin", "Skylark", "Swallow", "Swift", "Wren",
     "Brook", "Copse", "Croft", "Dale", "Down", "Fern", "Heath", "Moor", "Ridge", "Warren"),
    {"old": ("Street", "Lane", "Row", "Yard", "Hill"), "terrace": ("Street", "Road", "Terrace"),
     "grid": ("Avenue", "Road", "Street"), "garden": ("Close", "Drive", "Crescent", "Gardens",
     "Way"),
     "estate": ("Way", "Court", "Drive", "Walk"), "works": ("Way", "Road", "Park"),
     "village": ("Lane", "Hill", "Road", "End")},
    ("Upper", "Lower", "Old", "New", "East", "West", "Little", "Great"),
    "{} Road", "Riverside", "Market Place", "{} Bridge",
    ("Arle", "Wend", "Tarrow", "Ister", "Lenn", "Yare Water"),
    ("{} Farm", "{} Barn", "{} Grange"), ("{} Park", "{} Hill", "{} End", "{} Green"),
)  # fmt: skip

GERMAN = Tongue(
    "de",
    ("Alten", "Brunn", "Dorn", "Eber", "Falken", "Gras", "Hirsch", "Immen", "Kalten", "Linden",
     "Moos", "Nuss", "Ober", "Pfaffen", "Quell", "Reh", "Stein", "Tannen", "Unter", "Vogel",
     "Wiesen",
     "Ziegel", "Auer", "Birken", "Fuchs", "Hasel", "Kirsch", "Lerchen"),
    ("furt", "brück", "wörth", "mühl"), ("hafen", "münde", "siel", "strand"),
    ("berg", "heim", "stadt", "feld", "kirchen"), ("dorf", "hausen", "reuth", "bach", "au", "hof"),
    ("Hauptstraße", "Mühlweg", "Kirchgasse", "Bahnhofstraße", "Marktstraße", "Brückenstraße",
     "Schlossgasse", "Schulstraße", "Parkstraße", "Königstraße", "Gartenstraße", "Friedhofweg",
     "Kapellenweg", "Feldweg", "Herrengasse", "Mühlgasse", "Nordstraße", "Südstraße", "Gerbergasse",
     "Obere Gasse", "Untere Gasse", "Neue Straße", "Klosterstraße"),
    ("Ahorn", "Akazien", "Birken", "Buchen", "Eichen", "Erlen", "Eschen", "Fichten", "Flieder",
     "Ginster", "Hasel", "Holunder", "Kastanien", "Kiefern", "Linden", "Nelken", "Pappel", "Rosen",
     "Tannen", "Tulpen", "Ulmen", "Weiden", "Amsel", "Drossel", "Falken", "Finken", "Lerchen",
     "Meisen", "Reiher", "Schwalben", "Sperber", "Star", "Zeisig", "Beethoven", "Brahms", "Goethe",
     "Haydn", "Heine", "Hölderlin", "Kepler", "Lessing", "Mörike", "Mozart", "Schiller", "Schubert",
     "Uhland", "Bäcker", "Berg", "Brunnen", "Färber", "Hafner", "Hirten", "Kohl", "Küfer", "Lehm",
     "Mauer", "Moos", "Quellen", "Sand", "Schmied", "Seiler", "Sonnen", "Stein", "Tal", "Wald",
     "Weber", "Weinberg", "Wiesen", "Ziegel", "Zimmer"),
    {"old": ("gasse", "straße", "platz", "winkel"), "terrace": ("straße", "gasse"),
     "grid": ("straße", "allee", "weg"), "garden": ("weg", "ring", "hain", "grund"),
     "estate": ("straße", "ring", "hof", "allee"), "works": ("straße", "werk", "weg"),
     "village": ("weg", "gasse", "rain", "straße")},
    ("Alte ", "Neue ", "Obere ", "Untere ", "Kleine ", "Große ", "Hintere ", "Vordere "),
    "{}er Straße", "Uferstraße", "Marktplatz", "{}er Brücke",
    ("Lauter", "Erl", "Wied", "Aurach", "Selbe"),
    ("{}hof", "{}mühle", "{}gut"), ("{}siedlung", "{}au", "{}höhe", "{}vorstadt"),
)  # fmt: skip

NORWEGIAN = Tongue(
    "nb",
    ("Askel", "Bjørk", "Elve", "Fager", "Gran", "Hauge", "Jarl", "Krok", "Lille", "Mjøs", "Nord",
     "Orre", "Rogne", "Sand", "Skarp", "Sol", "Stor", "Svart", "Tjeld", "Ulve", "Vester", "Øster",
     "Åker", "Lang"),
    ("foss", "bru", "elv", "sund"), ("havn", "vik", "nes", "våg"), ("stad", "by", "ås", "heim"),
    ("set", "rud", "land", "dal", "li", "eng"),
    ("Storgata", "Møllegata", "Kirkegata", "Stasjonsgata", "Torggata", "Brugata", "Slottsgata",
     "Skolegata", "Parkveien", "Kongens gate", "Dronningens gate", "Prestegata", "Kapellveien",
     "Grønnegata", "Gårdsveien", "Møllebakken", "Nordre gate", "Søndre gate", "Garvergata",
     "Strandgata", "Bakgata", "Nyveien", "Klostergata"),
    ("Ask", "Bjørke", "Bregne", "Eike", "Einer", "Furu", "Gran", "Hassel", "Hegg", "Lind", "Lønne",
     "Lyng", "Older", "Osp", "Pile", "Rogn", "Selje", "Tyttebær", "Blåbær", "Erle", "Fiskeørn",
     "Hauk", "Lerke", "Måke", "Ravne", "Rype", "Skarv", "Spurve", "Svale", "Terne", "Trost", "Ørne",
     "Bakke", "Brønn", "Eng", "Fjell", "Haug", "Hellig", "Jord", "Kall", "Kolle", "Lin", "Løkke",
     "Myr", "Naust", "Odd", "Rein", "Sag", "Sand", "Skog", "Smed", "Snekker", "Sol", "Stein",
     "Sving", "Tjern", "Utsikt", "Varde", "Vind", "Øvre", "Bøkker", "Feske", "Glass", "Hval"),
    {"old": ("gata", "smauet", "gangen"), "terrace": ("gata", "veien"), "grid": ("veien", "gata",
     "alleen"),
     "garden": ("veien", "svingen", "stien", "tunet"), "estate": ("veien", "ringen", "tunet"),
     "works": ("veien", "gata"), "village": ("veien", "bakken", "stien")},
    ("Gamle ", "Nye ", "Øvre ", "Nedre ", "Lille ", "Store ", "Vestre ", "Østre "),
    "{}veien", "Elveveien", "Torget", "{} bru",
    ("Glenna", "Orra", "Skjella", "Tverra"),
    ("{} gård", "{}tun", "{}plassen"), ("{}åsen", "{}haugen", "{}marka", "{}løkka"),
)  # fmt: skip

FRENCH = Tongue(
    "fr",
    ("Aubre", "Belle", "Chante", "Clair", "Font", "Grand", "Haute", "Long", "Mont", "Noir",
     "Pierre",
     "Roche", "Sauve", "Val", "Verne", "Vieux", "Courte", "Belle", "Ferre", "Marle"),
    ("pont", "rive", "gué"), ("port", "mer", "anse"), ("mont", "ville", "court", "val"),
    ("fontaine", "bois", "pré", "lieu", "combe"),
    ("Grande Rue", "Rue du Moulin", "Rue de l'Église", "Rue de la Gare", "Rue du Marché",
     "Rue du Pont", "Rue du Château", "Rue des Écoles", "Avenue du Parc", "Rue Royale",
     "Rue de la Reine", "Rue du Cimetière", "Chemin de la Chapelle", "Chemin Vert",
     "Rue du Manoir", "Rue des Tanneurs", "Rue du Nord", "Rue du Midi", "Rue Basse", "Rue Haute",
     "Rue Neuve", "Rue de l'Abbaye", "Rue du Four"),
    ("Acacias", "Alouettes", "Bouleaux", "Bruyères", "Cerisiers", "Champs", "Charmes", "Chênes",
     "Cigognes", "Coteaux", "Cyprès", "Érables", "Forges", "Frênes", "Genêts", "Glycines", "Hérons",
     "Hirondelles", "Jardins", "Jonquilles", "Lavandes", "Lilas", "Marronniers", "Merles",
     "Mésanges", "Mimosas", "Muguets", "Mûriers", "Noisetiers", "Noyers", "Œillets", "Oliviers",
     "Ormes", "Peupliers", "Pervenches", "Pinsons", "Platanes", "Pommiers", "Prés", "Primevères",
     "Remparts", "Roses", "Sapins", "Saules", "Sources", "Tilleuls", "Tisserands", "Tonneliers",
     "Tulipes", "Vergers", "Vignes", "Violettes", "Potiers", "Drapiers", "Carrières", "Lavoirs"),
    {"old": ("Rue des {}", "Ruelle des {}", "Place des {}"), "terrace": ("Rue des {}",),
     "grid": ("Avenue des {}", "Rue des {}"), "garden": ("Allée des {}", "Impasse des {}",
     "Clos des {}"),
     "estate": ("Square des {}", "Allée des {}", "Cours des {}"), "works": ("Rue des {}",
     "Voie des {}"),
     "village": ("Chemin des {}", "Sente des {}")},
    ("Petite ", "Vieille ", "Nouvelle ", "Basse ", "Haute ", "Longue "),
    "Route de {}", "Quai de la Rivière", "Place du Marché", "Pont de {}",
    ("Aubette", "Vère", "Lorne"), ("Ferme des {}", "Mas des {}"), ("Les {}", "Cité des {}"),
)  # fmt: skip

TONGUES = {each.code: each for each in (ENGLISH, GERMAN, NORWEGIAN, FRENCH)}
SPOKEN = ("en", "de", "en/de", "nb", "en", "fr", "de", "en", "nb", "fr", "en/fr", "de")
"""The language of each town by rank; two where the streets bear names in both."""
