"""German words for kinds of change."""

from trackers.text.kinds.words.model import Words

GERMAN = Words(
    lang="de",
    negations="nicht | kein | keine | keinen | keiner | keinem | keines | nie | niemals | niemand | "
    "niemandem | niemanden | nichts | nirgends | weder | noch nie | ohne | keinerlei | keineswegs | "
    "keinesfalls | kaum | bestreitet | bestritt | bestritten | dementiert | dementierte | verneint | "
    "verneinte | verweigert | verweigerte | unterlassen | nirgendwo | mitnichten | nein",
    hedges="mutmaßlich* | angeblich* | offenbar | vermutlich* | wahrscheinlich* | möglicherweise | "
    "vielleicht | wohl | womöglich | anscheinend | scheinbar | scheint | scheinen | schien | soll | "
    "sollen | solle | sollten | könnte | könnten | kann | können | dürfte | dürften | möge | mögen | mag "
    "| eventuell | voraussichtlich | unbestätigt* | vermeintlich* | verdächtig* | verdacht | deutet | "
    "deuten | legt nahe | unklar | ungewiss | sicher | sicherlich | eindeutig | bestimmt | zweifellos | "
    "geschätzt* | geplant* | will | wollen | wolle | würde | würden | wäre | wären | hätte | hätten | sei "
    "| seien | habe | beweist | belegt | zeigt | erwartet | erwarten | wird erwartet | gilt als | "
    "befürchtet* | bestätigt* | soll angeblich | möglich* | fraglich",
    modals="wird | werden | will | wollen | soll | sollen | muss | müssen | kann | können | darf | dürfen "
    "| würde | würden | könnte | könnten",
    approximately="etwa | rund | ungefähr | circa | ca. | knapp | fast | beinahe | mindestens | höchstens "
    "| bis zu | mehr als | weniger als | über | gut | wenigstens | nur | genau | maximal | annähernd | "
    "zirka",
    saying="sagt | sagte | sagten | sagen | teilt mit | teilte mit | teilte | teilten | erklärt | "
    "erklärte | erklärten | berichtet | berichtete | berichteten | berichten | meldet | meldete | "
    "meldeten | melden | behauptet | behauptete | behaupten | betont | betonte | kündigt | kündigte | "
    "kündigten | warnt | warnte | nennt | nannte | nannten | schreibt | schrieb | schrieben | versichert "
    "| versicherte | räumt | räumte | gibt an | gab an | gaben an | bestätigt | bestätigte | bestätigten "
    "| heißt es | hieß es | meint | meinte | fordert | forderte | fügte | ergänzte | so der | so die | "
    "zufolge | mitteilte | mitteilten",
    according="laut | nach angaben | nach den angaben | nach auskunft | gemäß | zufolge | nach aussage | "
    "nach einschätzung | nach ansicht | nach informationen | unter berufung auf | den angaben zufolge | "
    "nach worten | nach mitteilung | aus sicht",
    hearsay="es heißt | hieß es | aus kreisen | insider | sprecher | sprecherin | quellen | es wurde "
    "bekannt | dem vernehmen nach",
    numbers="null=0 eins=1 zwei=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 "
    "zwölf=12 dreizehn=13 vierzehn=14 fünfzehn=15 sechzehn=16 siebzehn=17 achtzehn=18 neunzehn=19 "
    "zwanzig=20 dreißig=30 vierzig=40 fünfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90 hundert=100 "
    "tausend=1000 million=1000000 millionen=1000000 milliarde=1000000000 milliarden=1000000000 dutzend=12 "
    "dutzende=dozens hunderte=hundreds tausende=thousands halb=0.5 halbe=0.5 halben=0.5 hälfte=0.5 "
    "drittel=1/3 viertel=0.25 doppelt=x2 verdoppelt=x2 dreifach=x3 zweimal=x2 einmal=x1 dreimal=x3 "
    "mehrere=several viele=many wenige=few alle=all beide=2 beiden=2 einzige=1 einziger=1 fünftel=5th "
    "zehntel=10th erste=1st zweite=2nd dritte=3rd vierte=4th fünfte=5th ersten=1st zweiten=2nd "
    "dritten=3rd vierten=4th fünften=5th mehrheit=majority minderheit=minority halbiert=0.5 "
    "billion=1000000000000 billionen=1000000000000 fünfundzwanzig=25",
    magnitudes="million=1000000 millionen=1000000 mio=1000000 mio.=1000000 milliarde=1000000000 "
    "milliarden=1000000000 mrd=1000000000 mrd.=1000000000 tausend=1000 tsd=1000 tsd.=1000 hundert=100 "
    "dutzend=12 billionen=1000000000000 billion=1000000000000",
    units="meter | metern | m; kilometer | kilometern | km; zentimeter | zentimetern | cm; millimeter | "
    "mm; meile | meilen; fuß; zoll; stundenkilometer | km/h | kilometer pro stunde; kilogramm | kilo | "
    "kg; gramm | g; tonne | tonnen | t; pfund; liter | litern | l; hektar | ha; quadratmeter | "
    "quadratmetern; quadratkilometer | quadratkilometern; grad; prozent | %; prozentpunkt | prozentpunkte "
    "| prozentpunkten; euro | eur | €; cent; dollar | $; franken; kronen; watt; megawatt; kilowatt; "
    "gigawatt",
    when="bis auf weiteres | vorerst | sofort | bald | demnächst | kürzlich | neulich | später | früher | "
    "derzeit | täglich | wöchentlich | monatlich | jährlich | zeitweise | vorübergehend | dauerhaft | "
    "unbefristet | feiertag | jahresende | jahresbeginn | zuletzt | vergangene woche | nächste woche | "
    "vergangenen monat | nächsten monat | vergangenes jahr | nächstes jahr | dieses jahr | diese woche | "
    "früh | spät | tagsüber | nachts",
    titles="herr | frau | dr | dr. | prof | prof. | professor | professorin | doktor | bürgermeister | "
    "bürgermeisterin | oberbürgermeister | oberbürgermeisterin | minister | ministerin | kanzler | "
    "kanzlerin | bundeskanzler | präsident | präsidentin | vizepräsident | sprecher | sprecherin | chef | "
    "chefin | leiter | leiterin | direktor | direktorin | vorsitzender | vorsitzende | vorsitzenden | "
    "richter | richterin | staatsanwalt | staatsanwältin | anwalt | anwältin | trainer | trainerin | "
    "geschäftsführer | geschäftsführerin | abgeordneter | abgeordnete | landrat | landrätin | senator | "
    "senatorin | general | oberst | könig | königin | prinz | prinzessin | bischof | papst | pfarrer | "
    "pfarrerin | sekretär | sekretärin | kommissar | kommissarin | rektor | rektorin | stadtrat | "
    "ministerpräsident | ministerpräsidentin",
    bodies="polizei | feuerwehr | stadt | gemeinde | kreis | landkreis | land | bund | regierung | "
    "bundesregierung | ministerium | landtag | bundestag | parlament | gericht | amtsgericht | "
    "landgericht | staatsanwaltschaft | stadtwerke | gewerkschaft | partei | verein | verband | "
    "unternehmen | firma | konzern | bank | universität | schule | krankenhaus | klinik | kirche | "
    "behörde | kommission | ausschuss | vorstand | aufsichtsrat | verbraucherberatung | opposition | "
    "koalition | senat | armee | rathaus",
    small="der | die | das | den | dem | des | ein | eine | einen | einem | einer | eines | und | oder | "
    "aber | denn | sondern | doch | ich | du | er | sie | es | wir | ihr | ihn | ihm | ihnen | uns | euch "
    "| mich | mir | sein | seine | seinen | seiner | seinem | ihre | ihren | ihrer | ihrem | unser | "
    "unsere | dieser | diese | dieses | diesen | diesem | jener | welche | welcher | welches | wer | was "
    "| wie | wo | wann | warum | dass | weil | wenn | als | ob | während | obwohl | damit | in | im | an "
    "| am | auf | aus | bei | beim | mit | nach | von | vom | zu | zum | zur | für | um | durch | gegen | "
    "über | unter | vor | hinter | neben | zwischen | seit | bis | ist | sind | war | waren | bin | sein "
    "| gewesen | hat | haben | hatte | hatten | wird | werden | wurde | wurden | worden | kann | können | "
    "soll | sollen | muss | müssen | will | wollen | darf | dürfen | auch | nur | so | sich | man | da | "
    "dort | hier | dann | davon | dazu | dabei | darauf | zudem | je",
    fillers="auch | noch | schon | bereits | sehr | ganz | eben | ja | doch | jedoch | zudem | außerdem | "
    "ferner | dabei | dann | nun | jetzt | wieder | weiterhin | allerdings | inzwischen | mittlerweile | "
    "daher | deshalb | somit | also | insgesamt | zunächst | schließlich | nämlich | gar | so | wiederum "
    "| ebenfalls | ebenso | gleichzeitig",
    grammar="der | die | das | ein | eine | den | dem | des | zu",
    opposites=(
        "steigt | steigen | stieg | stiegen | gestiegen | erhöht | erhöhen | erhöhte | wächst | wuchs | "
        "gewachsen | zugenommen | zunahme | anstieg | mehr | höher / fällt | fallen | fiel | fielen | "
        "gefallen | sinkt | sinken | sank | sanken | gesunken | senkt | senken | senkte | gesenkt | "
        "abgenommen | abnahme | rückgang | weniger | niedriger",
        "gewinnt | gewann | gewonnen | gewinn | sieg | siegt | siegte / verliert | verlor | verloren | "
        "verlust | niederlage | unterliegt | unterlag",
        "angenommen | zugestimmt | stimmt zu | stimmte zu | befürwortet | billigt | billigte | "
        "akzeptiert / abgelehnt | lehnt ab | lehnte ab | verworfen | zurückgewiesen",
        "erlaubt | erlauben | genehmigt | legal | rechtmäßig | zulässig / verboten | verbietet | "
        "verbieten | untersagt | illegal | rechtswidrig | unzulässig",
        "öffnet | öffnen | öffnete | geöffnet | offen | eröffnet / schließt | schließen | schloss | "
        "geschlossen | gesperrt",
        "beginnt | begann | begonnen | startet | startete / endet | endete | beendet | stoppt | "
        "gestoppt | abgebrochen",
        "schuldig | verurteilt / unschuldig | freigesprochen | freispruch",
        "positiv / negativ",
        "für / gegen",
        "mit / ohne",
        "vor / nach",
        "nachvollziehbar / unnachvollziehbar",
        "möglich / unmöglich",
        "sicher / unsicher | gefährlich",
        "lebt | lebend | überlebt | überlebten / tot | gestorben | starb | starben | getötet",
        "erfolgreich | erfolg / erfolglos | misserfolg | gescheitert",
        "richtig | wahr / falsch | unwahr",
        "bekannt / unbekannt",
        "immer / nie",
        "alle / keine",
        "viele / wenige",
        "gut / schlecht",
        "stark / schwach",
        "früher / später",
        "größer / kleiner",
        "bestätigt | bestätigte / bestritten | bestritt | dementiert | dementierte",
        "verletzt / unverletzt",
        "über / unter",
        "öffentlich / nichtöffentlich | privat",
        "zufrieden / unzufrieden",
        "wahrscheinlich / unwahrscheinlich",
    ),
    slips="das dass; seid seit; wider wieder; den denn; dem den; einem einen; der die; als wie; daß dass; "
    "ist sind; war waren; hat haben; wen wenn; man mann; ihm ihn; diesem diesen; muß muss; zuhause hause; "
    "selbstständig selbständig; aufwendig aufwändig; im in",
    media="foto | fotos | bild | bilder | grafik | karte | bildquelle | quelle | illustration | "
    "archivbild | archivfoto | symbolbild | bildunterschrift | fotograf | bildnachweis | copyright | "
    "collage | karikatur",
    teasers="video | audio | podcast | im video | hören | ansehen | bildergalerie | fotostrecke | galerie "
    "| livestream | sehen sie | hören sie | bilderstrecke",
    decimal=",",
)
