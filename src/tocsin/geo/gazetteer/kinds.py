"""What kinds of places are called, by language, for questions like "fire station Vaduz"; folded.

Source: OpenStreetMap wiki, "Nominatim/Special Phrases" (EN, DE, FR, ES, FI), as said at a desk.
"""

from tocsin.geo.ground import FACILITY_KINDS, LANDMARK_KINDS

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
    "station": "railway train station halt metro subway tram; bahnhof hauptbahnhof hbf bhf;"
               " gare; estacion; rautatieasema asema; jarnvagsstation tagstation; stazione;"
               " dworzec; metroasema",
    "bus_station": "bus coach station terminal; busbahnhof; gare routiere; linja autoasema;"
                   " bussterminal; autostazione",
    "stop": "bus tram stop; haltestelle bushaltestelle; arret; parada; pysakki; hallplats; fermata;"
            " halte; przystanek",
    "ferry": "ferry terminal landing pier; fahre anlegestelle; debarcadere bac; lautta"
             " lauttaranta; farja; traghetto; veerpont",
    "airport": "airport airfield heliport helipad; flughafen flugplatz; aeroport heliport;"
               " aeropuerto; lentoasema; flygplats; aeroporto; lotnisko",
    "church": "church chapel cathedral mosque synagogue temple; kirche kapelle dom moschee"
              " synagoge pfarrkirche; eglise chapelle cathedrale mosquee; iglesia; kirkko kappeli"
              " moskeija; kyrka; chiesa duomo; kerk; kosciol",
    "castle": "castle palace manor; schloss burg ruine; chateau palais; castillo; linna; slott;"
              " castello palazzo; kasteel; zamek",
    "historic": "monument memorial statue ruins; denkmal ruine; ruines; monumento; muistomerkki"
                " patsas; minnesmarke",
    "museum": "museum gallery; galerie kunstmuseum; musee; museo; taidemuseo; museet; muzeum",
    "library": "library; bibliothek bucherei; bibliotheque mediatheque; biblioteca; kirjasto;"
               " bibliotek; bibliotheek; biblioteka",
    "courthouse": "courthouse court; gericht landgericht; tribunal justice; juzgado; oikeustalo;"
                  " tingsratt; tribunale; rechtbank",
    "embassy": "embassy consulate; botschaft konsulat; ambassade consulat; embajada; suurlahetysto;"
               " ambassad; ambasciata",
    "university": "university college campus; universitat hochschule; universite; universidad;"
                  " yliopisto; universitet; universita",
    "office": "office administration; amt verwaltung regierung; ministere; ministerio; virasto",
    "post_office": "post office; postamt; poste; correos; posti; postkontor; ufficio postale;"
                   " postkantoor; poczta",
    "hotel": "hotel hostel motel inn guesthouse; gasthof herberge pension; auberge; hotelli;"
             " albergo; campingplatz camping campsite",
    "restaurant": "restaurant cafe bar pub diner; gasthaus wirtshaus; brasserie bistro; "
                  " restaurante; ravintola kahvila; restaurang; ristorante",
    "bank": "bank atm; sparkasse; banque; banco; pankki; banca",
    "casino": "casino; spielbank kasino; kasino",
    "cinema": "cinema movie theater nightclub; kino; elokuvateatteri; bio",
    "attraction": "attraction sight viewpoint zoo; sehenswurdigkeit aussicht tierpark; belvedere;"
                  " mirador; nahtavyys",
    "harbour": "harbour harbor port marina dock; hafen jachthafen; puerto; satama venesatama; hamn;"
               " porto; haven",
    "square": "square plaza; platz marktplatz; place; tori aukio; torg; piazza; plein; plac",
    "bridge": "bridge viaduct footbridge; brucke steg; pont passerelle viaduc; puente; silta;"
              " bro; ponte; brug; most",
    "park": "park garden playground; garten spielplatz; jardin parc square; parque jardin; puisto"
            " leikkipuisto; giardino parco",
    "cemetery": "cemetery graveyard; friedhof; cimetiere; cementerio; hautausmaa; kyrkogard;"
                " cimitero; begraafplaats; cmentarz",
    "peak": "peak summit mountain hill pass cave; gipfel berg spitze; sommet mont col; cumbre;"
            " huippu; topp; cima monte",
    "market": "market; markt markthalle; marche; mercado; kauppahalli tori; saluhall; mercato",
    "mall": "mall shopping centre center; einkaufszentrum; centre commercial; ostoskeskus"
            " kauppakeskus; kopcentrum; centro commerciale",
    "shop": "shop store; laden geschaft; magasin boutique; tienda; kauppa myymala; butik; negozio;"
            " winkel; sklep",
    "sports_ground": "sports ground pitch swimming pool; sportplatz schwimmbad turnhalle hallenbad;"
                     " terrain piscine; campo; urheilukentta uimahalli; idrottsplats simhall",
    "works": "works factory plant industrial; fabrik werk kraftwerk; usine centrale; fabrica;"
             " tehdas; fabriken; fabbrica",
    "tower": "tower lighthouse windmill; turm leuchtturm; tour phare; torre faro; torni majakka;"
             " torn fyr",
    "parking": "parking car park garage; parkplatz parkhaus tiefgarage; aparcamiento; pysakointi;"
               " parkering; parcheggio",
    "building": "building; gebaude; batiment immeuble; edificio; rakennus talo; byggnad",
}  # fmt: skip
assert set(CALLED) == {*FACILITY_KINDS, *LANDMARK_KINDS}

QUIET = frozenset({"camera", "hydrant", "mast"})
"""There are thousands of these without a name; they are found from a position, not by words."""


BESIDES = frozenset({"stop", "shop", "parking"})
"""These are called after what is near: the stop Casino is less likely meant than the casino."""


def words_of(kind: str) -> tuple[str, ...]:
    """Every word a kind is called by; none for what has only a name."""
    return tuple(sorted(set(CALLED.get(kind, "").replace(";", " ").split())))
