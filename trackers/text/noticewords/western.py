"""Words of notices to readers in languages with Latin letters."""

from trackers.text.noticewords.model import NoticeWords, notices

WESTERN: dict[str, NoticeWords] = {
    "en": notices(
        labels={
            "retraction": "retraction | retracted | withdrawn | notice of retraction | retraction notice "
            "| removal notice",
            "correction": "correction | corrections | corrected | correction notice | correction and "
            "clarification | corrections and clarifications | erratum | errata | for the record | apology "
            "| corrigendum | correction and apology | this story has been corrected | correction appended",
            "clarification": "clarification | clarifications | clarified | clarification and correction",
            "update": "update | updated | story update | addendum | postscript | updates",
            "editors_note": "editor's note | editors' note | editors note | editor note | note to readers "
            "| a note to readers | note from the editor | note from the editors | publisher's note | a "
            "note to our readers | note to our readers | ed. note | ed note",
        },
        subjects="this article | this story | this report | this piece | this post | this page | this "
        "interview | this column | this review | this headline | this graphic | this caption | this blog "
        "| this version | this item | this entry | this text | this dispatch | this video | this obituary "
        "| this profile | this live blog | this feature | this analysis | this news story | this news "
        "article | the headline of this | the headline on this | the headline and | the headline has | "
        "the headline was | the standfirst | the caption | a caption | the photo caption | an article on "
        "| an article published | an article that appeared | a story on | a report on | our article | our "
        "story | our report | in this article | in this story | a correction was made | a correction has "
        "been | a clarification was | a clarification has been | the article has been | the article was | "
        "the story has been | the story was amended | the story was updated | the story was corrected | "
        "the report has been amended | the report has been corrected | the report has been updated | the "
        "post has been",
        earlier="an earlier version | an earlier headline | earlier versions | an earlier article | an "
        "earlier story | an earlier report | a previous version | a previous headline | previous versions "
        "| a prior version | an older version | an original version | the original version | the original "
        "headline | the original article | the original story | the first version | the previous version "
        "| the earlier version | a first version | in an earlier version | in a previous version | in the "
        "original version",
        ours="we have corrected | we have updated | we have amended | we have clarified | we have "
        "retracted | we have withdrawn | we have removed | we have changed | we have revised | we "
        "corrected | we updated | we amended | we retracted | we are retracting | we withdrew | we "
        "removed | we wrongly | we incorrectly | we misstated | we originally | we previously | we "
        "initially | we mistakenly | we erroneously | we apologise | we apologize",
        texts="article | story | report | version | headline | piece | post | page | column | caption | "
        "interview | graphic | coverage | transcript | quote | quotation",
        never="originally published | originally appeared | will be updated | is being updated | is "
        "updated | are updated | being updated | check back | updates automatically | corrections policy "
        "| correction policy | corrections page | report an error | report a correction | report a "
        "mistake | request a correction | submit a correction | suggest a correction | spot an error | "
        "spotted an error | spot a mistake | spotted a mistake | see an error | see something wrong | "
        "found an error | found a mistake | notice an error | last updated | may be updated | can be "
        "updated | continue to update | more corrections | read our corrections | be corrected promptly",
        done="amended | corrected | updated | clarified | changed | edited | revised | reworded | altered "
        "| modified | retracted | withdrawn | removed | taken down | deleted | adjusted | originally | "
        "previously | initially | incorrectly | wrongly | mistakenly | erroneously | inaccurately | "
        "misstated | misidentified | apologise | apologize | misspelled | misspelt | misattributed | "
        "misreported | misquoted | corrects | clarifies | corrected to | gave the wrong | contained an "
        "error | contained errors | contained an incorrect | in error | should have | was made",
        links="corrections | corrections and clarifications | correction and clarification | errata | "
        "updates | clarifications | withdrawn | removal notice",
        anywhere="has retracted this | have retracted this | has withdrawn this | have withdrawn this | "
        "withdraws this | retracts this | has corrected this | has amended this | regrets the error | has "
        "removed this article | has removed this story | apologises for the error",
        dated="this",
        wire="corrects | corrects: | clarifies | updates | adds | refiles | refiles to | removes | fixes "
        "| story corrects | this version | updates with | updates to | restores | repeats to",
        marks={
            "retraction": "retract | withdrawn | withdrew | withdraw | has been removed from | has been "
            "taken down | was taken down | no longer stand",
            "correction": "correct | wrong | error | mistake | misstat | misidentif | misspel | "
            "misattribut | inaccura | erroneous | misreport | misquot | mischaracter | should have | in "
            "fact | instead of | rather than | it is actually | not true | untrue | apologis | apologiz | "
            "fix",
            "clarification": "clarif | make clear | make it clear | made clear | more clearly | add "
            "context | for clarity",
            "update": "updated | to include | to add | added | with new | with additional | with further "
            "| new information | with the | with comment | with a response | with a statement",
            "any": "amended | changed | edited | revised | reworded | altered | modified | adjusted | "
            "removed | deleted | omitted | replaced | said | stated | suggested | implied | reported | "
            "gave | referred | included | described | named | listed | reflect",
        },
    ),
    "de": notices(
        labels={
            "retraction": "widerruf | rücknahme | zurückgezogen | rückzug",
            "correction": "korrektur | korrekturen | korrigiert | berichtigung | richtigstellung | "
            "korrigendum | korrekturhinweis | erratum | korrektur-hinweis | entschuldigung",
            "clarification": "klarstellung | präzisierung | gegendarstellung | klargestellt",
            "update": "update | aktualisierung | aktualisiert | nachtrag | ergänzung | ergänzt",
            "editors_note": "anmerkung der redaktion | hinweis der redaktion | anm. d. red. | anm. der "
            "redaktion | redaktioneller hinweis | transparenzhinweis | in eigener sache | hinweis an die "
            "leser | anmerkung",
        },
        subjects="dieser artikel | dieser text | dieser beitrag | dieser bericht | diese meldung | diese "
        "fassung | diese version | der artikel wurde | der text wurde | der beitrag wurde | die meldung "
        "wurde | die überschrift wurde | der artikel ist | in diesem artikel | in diesem text | in diesem "
        "beitrag | in unserem artikel | im artikel wurde | im text wurde",
        earlier="in einer früheren | in der früheren | in einer ersten | in der ersten version | in der "
        "ersten fassung | in einer vorherigen | in einer älteren | in einer vorigen | in der "
        "ursprünglichen | in einer ursprünglichen | eine frühere version | eine frühere fassung | eine "
        "vorherige | eine ältere | eine erste version | eine erste fassung | die ursprüngliche | die "
        "erste fassung | die erste version | frühere versionen | ursprünglich hieß es | ursprünglich "
        "stand | zunächst hieß es in diesem | zunächst stand hier | hier stand | an dieser stelle stand",
        ours="wir haben den | wir haben die | wir haben das | wir haben diesen | wir haben diese | wir "
        "haben dies | wir haben einen | wir haben in | wir ziehen | wir bitten | die redaktion hat | die "
        "redaktion bittet",
        texts="artikel | text | beitrag | bericht | meldung | version | fassung | überschrift | "
        "schlagzeile | passage | zitat | interview | bildunterschrift",
        never="wird aktualisiert | wird laufend | wird fortlaufend | laufend aktualisiert | fehler melden "
        "| fehler gefunden | fehler entdeckt | zuletzt aktualisiert | weitere korrekturen | wird ergänzt",
        links="korrekturen | anmerkung | in eigener sache | entschuldigung",
        marks={
            "retraction": "zurückgezogen | widerrufen | widerruft | ziehen wir | depubliziert | "
            "zurückgenommen",
            "correction": "korrigier | berichtig | fehler | falsch | irrtümlich | fälschlich | "
            "unzutreffend | nicht korrekt | inkorrekt | richtiggestellt | richtig ist | unrichtig | "
            "versehentlich | verwechselt | entschuldig | tatsächlich",
            "clarification": "klargestellt | klarzustellen | präzisier | verdeutlich | klarstell | "
            "deutlicher | klarer",
            "update": "aktualisiert | ergänzt | hinzugefügt | erweitert | fortgeschrieben",
            "any": "geändert | überarbeitet | angepasst | hieß es | stand | war die rede | gelöscht | "
            "entfernt | verändert | umformuliert | gestrichen | behauptet | geschrieben | abgeändert",
        },
    ),
    "fr": notices(
        labels={
            "retraction": "rétractation | retrait | article retiré",
            "correction": "correction | correctif | rectificatif | rectification | erratum | errata | "
            "corrigé | mea culpa | nos excuses",
            "clarification": "précision | précisions | clarification | mise au point | droit de réponse",
            "update": "mise à jour | mis à jour | actualisation | maj | ajout",
            "editors_note": "note de la rédaction | ndlr | note de l'éditeur | note aux lecteurs | note à "
            "nos lecteurs",
        },
        subjects="cet article | ce texte | cette version | cette dépêche | ce papier | ce reportage | cet "
        "entretien | l'article a été | le titre a été | le titre de cet | une erreur s'est | "
        "initialement, cet article",
        earlier="une version précédente | une version antérieure | une première version | une précédente "
        "version | dans une version précédente | dans une version antérieure | dans une première version "
        "| dans la version initiale | dans une précédente version | la version initiale | la première "
        "version | la version précédente | contrairement à ce que nous | contrairement à ce qui",
        ours="nous avons corrigé | nous avons modifié | nous avons rectifié | nous avons retiré | nous "
        "avons précisé | nous avons mis à jour | nous avons ajouté | nous avions écrit | nous avions "
        "indiqué | nous avons écrit | nous retirons | la rédaction a",
        texts="article | texte | version | titre | dépêche | papier | légende | passage | citation | "
        "reportage | entretien",
        never="sera mis à jour | est mis à jour | sera actualisé | signaler une erreur | une erreur à "
        "signaler | proposer une correction | dernière mise à jour",
        links="précisions | ajout | retrait | droit de réponse",
        marks={
            "retraction": "rétract | retiré | retirons | dépublié",
            "correction": "corrig | rectifi | erreur | erroné | à tort | par erreur | inexact | faux | "
            "fausse | contrairement | en réalité | et non | excus | faute",
            "clarification": "précis | clarifi",
            "update": "mis à jour | mise à jour | actualisé | ajout | complété | enrichi",
            "any": "modifié | changé | indiquait | affirmait | mentionnait | évoquait | supprimé | écrit "
            "| indiqué | amendé | reformulé",
        },
    ),
    "es": notices(
        labels={
            "retraction": "retractación | retirada | artículo retirado | retracción",
            "correction": "corrección | correcciones | rectificación | fe de errores | fe de erratas | fe "
            "de errata | errata | corregido | disculpa | disculpas",
            "clarification": "aclaración | aclaraciones | precisión | nota aclaratoria | derecho de réplica",
            "update": "actualización | actualizado | actualizada",
            "editors_note": "nota del editor | nota de la redacción | nota de redacción | nota a los "
            "lectores | nota de la editora | n. de la r.",
        },
        subjects="este artículo | esta noticia | esta información | este texto | este reportaje | esta "
        "nota | esta versión | esta historia | esta pieza | el titular de | el titular fue | el artículo "
        "ha sido | el artículo fue",
        earlier="una versión anterior | una versión previa | una primera versión | en una versión "
        "anterior | en una versión previa | en una primera versión | en la versión original | en la "
        "primera versión | la versión original | la versión anterior | la primera versión",
        ours="hemos corregido | hemos actualizado | hemos modificado | hemos retirado | hemos aclarado | "
        "hemos rectificado | por error | debido a un error | la redacción ha",
        texts="artículo | noticia | información | texto | titular | versión | reportaje | nota | pieza | "
        "párrafo | frase | cita | historia",
        never="será actualizad | se actualizará | se está actualizando | está siendo actualizad | "
        "informar de un error | reportar un error | última actualización | política de correcciones",
        links="correcciones | aclaraciones | retirada | derecho de réplica | fe de errores",
        marks={
            "retraction": "retract | retirad | retiramos",
            "correction": "corregi | corrige | corregí | rectific | error | erróne | equivocad | "
            "incorrect | inexact | en realidad | disculpa | por equivocación",
            "clarification": "aclar | precisar | precisa que | clarific",
            "update": "actualiza | añadi | incluir | incorpor | ampliad | agrega",
            "any": "modificad | cambiad | editad | decía | afirmaba | indicaba | señalaba | mencionaba | "
            "eliminad | suprimid | revisad",
        },
    ),
    "pt": notices(
        labels={
            "retraction": "retratação | retirado | artigo retirado | despublicação",
            "correction": "correção | correções | correcção | retificação | rectificação | errata | "
            "erramos | corrigido | o estado errou | pedido de desculpas | erro corrigido",
            "clarification": "esclarecimento | esclarecimentos | clarificação | precisão | direito de "
            "resposta",
            "update": "atualização | actualização | atualizado | actualizado | atualizada",
            "editors_note": "nota da redação | nota do editor | nota da redacção | nota de redação | nota "
            "editorial | nota aos leitores | nota da direção",
        },
        subjects="este artigo | esta notícia | esta reportagem | este texto | esta matéria | esta versão "
        "| esta peça | o artigo foi | o texto foi | a reportagem foi | o título foi | o título desta",
        earlier="uma versão anterior | uma versão prévia | uma primeira versão | numa versão anterior | "
        "em uma versão anterior | na versão anterior | na versão original | em versão anterior | versão "
        "anterior | a versão original | a versão anterior | a primeira versão",
        ours="corrigimos | atualizámos | atualizamos | retirámos | diferentemente do | ao contrário do "
        "que | por erro | por lapso | a redação",
        texts="artigo | notícia | reportagem | texto | matéria | versão | título | peça | legenda | "
        "parágrafo | informado | publicado",
        never="será atualizad | está a ser atualizad | está em atualização | em actualização | reportar "
        "erro | comunicar erro | encontrou algum erro | encontrou um erro | última atualização | política "
        "de correções",
        links="correções | esclarecimentos | erramos | direito de resposta",
        marks={
            "retraction": "retrat | retirad | despublicad | retirámos",
            "correction": "corrig | correção | correcção | retific | rectific | erro | errad | incorret | "
            "incorrect | inexat | equivocad | na verdade | diferentemente | ao contrário | desculpa | "
            "lapso",
            "clarification": "esclarec | clarific | deixar claro | precisar",
            "update": "atualiz | actualiz | acrescent | inclui | adicionad",
            "any": "alterad | modificad | editad | dizia | afirmava | indicava | informava | mencionava | "
            "removid | revist",
        },
    ),
}
