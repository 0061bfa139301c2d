"""Spanish words for kinds of change."""

from trackers.text.kinds.words.model import Words

SPANISH = Words(
    lang="es",
    negations="no | nunca | jamás | nadie | nada | ninguno | ninguna | ningún | ni | sin | tampoco | "
    "niega | negó | niegan | negaron | desmiente | desmintió | rechaza | rechazó | descarta | descartó",
    hedges="presunto* | presunta* | presuntamente | supuesto* | supuesta* | supuestamente | aparentemente "
    "| al parecer | probablemente | posiblemente | quizá | quizás | tal vez | acaso | podría | podrían | "
    "puede | pueden | puede que | podrá | sería | serían | habría | habrían | tendría | tendrían | "
    "estaría | estarían | debería | deberían | parece | parecen | sospechoso* | sospechosa* | sospecha* | "
    "posible | posibles | probable | probables | sugiere | sugieren | indica | demuestra | demuestran | "
    "prueba | confirma | confirmado | confirmada | sin confirmar | seguramente | ciertamente | claramente "
    "| previsto | prevista | se cree | se espera | se estima | eventual | potencial",
    modals="va | van | debe | deben | puede | pueden | podría | podrían | debería | deberían | tiene que "
    "| tienen que",
    approximately="unos | unas | cerca de | alrededor de | aproximadamente | casi | al menos | como "
    "máximo | hasta | más de | menos de | en torno a | por lo menos | solo | sólo | exactamente",
    saying="dice | dicen | dijo | dijeron | ha dicho | afirma | afirman | afirmó | afirmaron | declara | "
    "declaró | declararon | asegura | aseguran | aseguró | aseguraron | informa | informan | informó | "
    "informaron | anuncia | anunció | anunciaron | explica | explicó | explicaron | señala | señaló | "
    "señalaron | indicó | indicaron | añadió | agregó | sostiene | sostuvo | admite | admitió | reconoce "
    "| reconoció | advierte | advirtió | confirma | confirmó | confirmaron | escribió | cuenta | contó | "
    "comentó | manifestó | apuntó | precisó | reveló",
    according="según | de acuerdo con | en palabras de | a juicio de | citando | citado por | conforme a "
    "| en opinión de",
    hearsay="fuentes | una fuente | portavoz | se supo | ha trascendido | trascendió | se informó | bajo "
    "anonimato",
    numbers="cero=0 uno=1 un=1 una=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 "
    "once=11 doce=12 trece=13 catorce=14 quince=15 dieciséis=16 diecisiete=17 dieciocho=18 diecinueve=19 "
    "veinte=20 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien=100 "
    "ciento=100 doscientos=200 trescientos=300 quinientos=500 mil=1000 millón=1000000 millones=1000000 "
    "decena=10 decenas=tens docena=12 docenas=dozens centenar=100 centenares=hundreds cientos=hundreds "
    "miles=thousands mitad=0.5 medio=0.5 media=0.5 tercio=1/3 cuarto=0.25 doble=x2 triple=x3 primero=1st "
    "primera=1st primer=1st segundo=2nd segunda=2nd tercero=3rd tercera=3rd tercer=3rd cuarta=4th "
    "quinto=5th quinta=5th varios=several varias=several ambos=2 ambas=2 mayoría=majority "
    "minoría=minority todos=all todas=all veinticinco=25 veintiuno=21 veintidós=22 veinticuatro=24",
    magnitudes="millón=1000000 millones=1000000 mil=1000 billón=1000000000000 billones=1000000000000 "
    "cien=100 cientos=100 docena=12",
    units="metro | metros | m; kilómetro | kilómetros | km; centímetro | centímetros | cm; milímetro | "
    "milímetros | mm; milla | millas; pie | pies; km/h | kilómetros por hora; kilogramo | kilogramos | "
    "kilo | kilos | kg; gramo | gramos | g; tonelada | toneladas; libra | libras; litro | litros | l; "
    "hectárea | hectáreas | ha; metros cuadrados; kilómetros cuadrados; grado | grados; por ciento | %; "
    "punto | puntos; euro | euros | €; dólar | dólares | $; peso | pesos; centavo | centavos; céntimo | "
    "céntimos; megavatio | megavatios; vatio | vatios",
    when="hasta nuevo aviso | inmediatamente | pronto | próximamente | recientemente | más tarde | más "
    "temprano | actualmente | diario | semanal | mensual | anual | temporalmente | definitivamente | la "
    "semana pasada | la próxima semana | el mes pasado | el año pasado | el próximo año | este año | este "
    "mes | esta semana | anoche",
    titles="sr. | sra. | señor | señora | don | doña | dr. | dra. | doctor | doctora | profesor | "
    "profesora | alcalde | alcaldesa | ministro | ministra | presidente | presidenta | vicepresidente | "
    "vicepresidenta | consejero | consejera | portavoz | juez | jueza | fiscal | abogado | abogada | "
    "director | directora | diputado | diputada | senador | senadora | jefe | jefa | secretario | "
    "secretaria | gobernador | gobernadora | general | coronel | capitán | comisario | comisaria | obispo "
    "| papa | rey | reina | príncipe | princesa | entrenador | entrenadora | líder | concejal | concejala "
    "| embajador | embajadora | rector | rectora",
    bodies="ayuntamiento | policía | guardia | fiscalía | tribunal | juzgado | corte | gobierno | "
    "ministerio | consejo | congreso | senado | parlamento | ciudad | provincia | región | municipio | "
    "empresa | compañía | banco | sindicato | partido | asociación | hospital | escuela | colegio | "
    "universidad | iglesia | comisión | comité | agencia | autoridad | oposición | ejército | bomberos | "
    "federación | consejería",
    small="el | la | los | las | un | una | unos | unas | lo | al | del | de | a | en | con | por | para "
    "| sobre | entre | desde | hasta | hacia | y | e | o | u | pero | sino | que | quien | quienes | cual "
    "| cuales | cuyo | cuya | donde | cuando | como | si | porque | su | sus | mi | mis | tu | nuestro | "
    "nuestra | este | esta | estos | estas | ese | esa | esos | esas | aquel | yo | él | ella | ellos | "
    "ellas | nosotros | se | le | les | me | te | nos | es | son | era | eran | fue | fueron | ser | sido "
    "| está | están | estaba | estar | ha | han | había | habían | haber | hay | más | muy | también | ya "
    "| tras | ante | bajo | durante | según | no | va | van | esto | eso",
    fillers="también | ya | aún | todavía | muy | además | asimismo | sin embargo | no obstante | "
    "entonces | ahora | así | incluso | luego | finalmente | actualmente | por su parte | mientras tanto "
    "| de nuevo",
    grammar="el | la | los | las | un | una | de | a",
    opposites=(
        "sube | suben | subió | subieron | aumenta | aumentan | aumentó | aumentaron | crece | creció | "
        "alza | más | aumento / baja | bajan | bajó | bajaron | disminuye | disminuyó | cae | caen | "
        "cayó | cayeron | desciende | descendió | menos | reducción | caída",
        "gana | ganó | ganaron | victoria / pierde | perdió | perdieron | derrota",
        "acepta | aceptó | aprueba | aprobó | aprobado / rechaza | rechazó | rechazado",
        "permite | permitió | permitido | legal / prohíbe | prohibió | prohibido | ilegal",
        "abre | abrió | abierto | abierta | abrirá / cierra | cerró | cerrado | cerrada | cerrará",
        "empieza | empezó | comienza | comenzó / termina | terminó | acaba | acabó | cesa",
        "culpable | condenado | condenada / inocente | absuelto | absuelta",
        "positivo | positiva / negativo | negativa",
        "a favor / en contra",
        "con / sin",
        "antes / después",
        "posible / imposible",
        "seguro | segura / peligroso | peligrosa | inseguro",
        "vivo | vivos | sobrevivió / muerto | muertos | murió | murieron | fallecido",
        "éxito / fracaso",
        "verdadero | verdad / falso | falsa | mentira",
        "siempre / nunca",
        "todos / ninguno | nadie",
        "bueno | buena | bien | mejor / malo | mala | mal | peor",
        "fuerte / débil",
        "confirma | confirmó / niega | negó | desmiente | desmintió",
        "mayoría / minoría",
        "público | pública / privado | privada",
        "norte / sud | sur",
        "fue provocado / fue accidental",
        "provocado | intencionado / accidental | fortuito",
        "conocido / desconocido",
    ),
    slips="el él; tu tú; mi mí; si sí; se sé; de dé; mas más; aun aún; solo sólo; haya halla; hay ahí; a "
    "ha; e he; porque porqué; este éste; es son; fue fueron; que qué; como cómo; guion guión",
    media="foto | fotos | fotografía | imagen | imágenes | pie de foto | crédito | gráfico | infografía | "
    "mapa | ilustración | fotógrafo | archivo",
    teasers="vídeo | video | audio | pódcast | podcast | mira | ver | escucha | escuchar | galería | "
    "fotogalería | en imágenes | vea | escuche | en vídeo",
    decimal=",",
)
