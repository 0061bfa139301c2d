"""French words for kinds of change."""

from trackers.text.kinds.words.model import Words

FRENCH = Words(
    lang="fr",
    negations="ne | n' | pas | plus aucun | jamais | aucun | aucune | rien | personne | ni | sans | non | "
    "nul | nulle | nié | nie | nient | dément | démenti | démentent | refuse | refusé | refusent | "
    "conteste | contesté | guère | nullement",
    hedges="présumé* | prétendu* | supposé* | apparemment | probablement | vraisemblablement | peut-être "
    "| possiblement | éventuellement | semble | semblent | semblait | paraît | paraissent | pourrait | "
    "pourraient | peut | peuvent | devrait | devraient | serait | seraient | aurait | auraient | "
    "soupçonné* | suspecté* | suspect* | éventuel* | possible* | probable* | allégué* | sans doute | "
    "certainement | sûrement | assurément | incertain* | suggère | suggèrent | indique | laisse penser | "
    "prouve | prouvent | démontre | confirme | confirmé* | non confirmé* | potentiel* | potentiellement | "
    "estimé* | attendu* | prévu* | devait | croit | pense | évident* | clairement",
    modals="va | vont | doit | doivent | peut | peuvent | pourrait | pourraient | devrait | devraient",
    approximately="environ | près de | quelque | à peu près | presque | au moins | au plus | jusqu'à | "
    "plus de | moins de | autour de | approximativement | une vingtaine | à peine | exactement | seulement",
    saying="dit | disent | a dit | déclaré | déclare | déclarent | affirmé | affirme | affirment | "
    "annoncé | annonce | annoncent | expliqué | explique | expliquent | indiqué | indique | indiquent | "
    "ajouté | ajoute | estimé | estime | assuré | assure | assurent | précisé | précise | rapporté | "
    "rapporte | rapportent | raconté | raconte | souligné | souligne | prévenu | reconnu | reconnaît | "
    "confié | confie | confirmé | confirme | écrit | prétend | prétendent | témoigne",
    according="selon | d'après | de source | aux dires de | à en croire | citant | cité par | au dire de "
    "| de l'avis de | selon les",
    hearsay="on a appris | a-t-on appris | des sources | une source | porte-parole | sous couvert "
    "d'anonymat | dit-on | semble-t-il | il est apparu",
    numbers="zéro=0 un=1 une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 "
    "douze=12 treize=13 quatorze=14 quinze=15 seize=16 dix-sept=17 dix-huit=18 dix-neuf=19 vingt=20 "
    "trente=30 quarante=40 cinquante=50 soixante=60 soixante-dix=70 quatre-vingts=80 quatre-vingt=80 "
    "quatre-vingt-dix=90 cent=100 cents=100 mille=1000 million=1000000 millions=1000000 "
    "milliard=1000000000 milliards=1000000000 dizaine=10 dizaines=tens douzaine=12 vingtaine=20 "
    "trentaine=30 quarantaine=40 cinquantaine=50 centaine=100 centaines=hundreds millier=1000 "
    "milliers=thousands moitié=0.5 demi=0.5 demie=0.5 tiers=1/3 quart=0.25 double=x2 doublé=x2 triple=x3 "
    "premier=1st première=1st deuxième=2nd second=2nd seconde=2nd troisième=3rd quatrième=4th "
    "cinquième=5th plusieurs=several majorité=majority minorité=minority tous=all toutes=all",
    magnitudes="million=1000000 millions=1000000 milliard=1000000000 milliards=1000000000 mille=1000 "
    "m=1000000 md=1000000000 cent=100 cents=100",
    units="mètre | mètres | m; kilomètre | kilomètres | km; centimètre | centimètres | cm; millimètre | "
    "millimètres | mm; mile | miles; pied | pieds; km/h | kilomètres-heure | kilomètres à l'heure; "
    "kilogramme | kilogrammes | kilo | kilos | kg; gramme | grammes | g; tonne | tonnes | t; livre | "
    "livres; litre | litres | l; hectare | hectares | ha; mètres carrés; kilomètres carrés; degré | "
    "degrés; pour cent | %; point | points; euro | euros | €; dollar | dollars | $; centime | centimes; "
    "franc | francs; mégawatt | mégawatts; watt | watts",
    when="jusqu'à nouvel ordre | immédiatement | bientôt | prochainement | récemment | plus tard | plus "
    "tôt | actuellement | quotidien | hebdomadaire | mensuel | annuel | temporairement | définitivement | "
    "provisoirement | la semaine dernière | la semaine prochaine | le mois dernier | le mois prochain | "
    "l'an dernier | l'année dernière | l'an prochain | cette année | ce mois | cette semaine | fin de "
    "journée",
    titles="m. | mme | mlle | monsieur | madame | dr | docteur | professeur | professeure | pr | maire | "
    "adjoint | adjointe | ministre | premier ministre | président | présidente | vice-président | "
    "vice-présidente | préfet | préfète | procureur | procureure | juge | avocat | avocate | directeur | "
    "directrice | député | députée | sénateur | sénatrice | chef | cheffe | patron | patronne | "
    "porte-parole | secrétaire | conseiller | conseillère | général | colonel | capitaine | commissaire | "
    "évêque | pape | roi | reine | prince | princesse | entraîneur | entraîneuse | responsable | élu | "
    "élue | chancelier | ambassadeur | ambassadrice | délégué | déléguée",
    bodies="mairie | police | gendarmerie | parquet | tribunal | cour | gouvernement | ministère | "
    "préfecture | conseil | assemblée | sénat | parlement | région | département | commune | ville | "
    "entreprise | société | groupe | banque | syndicat | parti | association | hôpital | école | "
    "université | lycée | église | commission | comité | agence | autorité | opposition | majorité | "
    "armée | état | fédération",
    small="le | la | les | l' | un | une | des | du | de | d' | au | aux | à | en | dans | par | pour | "
    "sur | sous | avec | chez | vers | entre | depuis | pendant | et | ou | mais | donc | or | car | que "
    "| qu' | qui | quoi | dont | où | ce | cet | cette | ces | son | sa | ses | leur | leurs | mon | ma | "
    "mes | notre | nos | votre | vos | je | j' | tu | il | elle | on | nous | vous | ils | elles | se | "
    "s' | lui | y | est | sont | était | étaient | été | être | a | ont | avait | avaient | avoir | eu | "
    "va | vont | fait | faire | si | comme | quand | lorsque | plus | moins | aussi | très | tout | tous "
    "| toute | toutes | même | après | avant | ne | n' | pas | c' | c'est | cela | ça | ainsi | alors",
    fillers="aussi | également | déjà | encore | très | bien | donc | alors | ainsi | cependant | "
    "toutefois | pourtant | en outre | par ailleurs | désormais | notamment | enfin | puis | ensuite | "
    "toujours | même | actuellement | d'ailleurs",
    grammar="le | la | les | un | une | des | du | de | à",
    opposites=(
        "hausse | augmente | augmentent | augmenté | augmentation | monte | monté | croît | progresse | "
        "progressé | plus / baisse | baissent | baissé | diminue | diminuent | diminué | diminution | "
        "recule | reculé | chute | chuté | moins",
        "gagne | gagné | victoire | remporte | remporté / perd | perdu | défaite",
        "accepte | accepté | approuve | approuvé | adopté | adopte / refuse | refusé | rejette | rejeté",
        "autorise | autorisé | autorisée | légal | légale / interdit | interdite | interdits | illégal "
        "| illégale",
        "ouvre | ouvert | ouverte | ouvrir | rouvre / ferme | fermé | fermée | fermer",
        "commence | commencé | débute | débuté / finit | fini | termine | terminé | cesse | cessé",
        "coupable | condamné | condamnée / innocent | innocente | acquitté | acquittée | relaxé | relaxée",
        "positif | positive / négatif | négative",
        "pour / contre",
        "avec / sans",
        "avant / après",
        "possible / impossible",
        "sûr | sûre / dangereux | dangereuse",
        "vivant | vivants | survécu / mort | morts | morte | tué | tués | décédé",
        "succès | réussi / échec | échoué",
        "vrai | vraie / faux | fausse",
        "connu | connue / inconnu | inconnue",
        "toujours / jamais",
        "tous / aucun",
        "bon | bonne / mauvais | mauvaise",
        "fort | forte / faible",
        "majorité / minorité",
        "confirme | confirmé / dément | démenti | nie | nié",
        "probable / improbable",
        "public | publique / privé | privée",
        "sud / nord",
        "est / ouest",
    ),
    slips="a à; ou où; ce se; ces ses; son sont; et est; on ont; la là; du dû; sa ça; leur leurs; quel "
    "quelle; événement évènement; clé clef; tout tous; au aux; ceux ce",
    media="photo | photos | photographie | image | images | légende | crédit | crédit photo | graphique | "
    "infographie | carte | illustration | dessin | photo d'archives | photographe | © ",
    teasers="vidéo | video | audio | podcast | regarder | écouter | à voir | à écouter | diaporama | en "
    "images | galerie | en vidéo | regardez | écoutez",
    decimal=",",
)
