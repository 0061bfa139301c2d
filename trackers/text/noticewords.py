"""The words of notices to readers, by language: data for `trackers.text.notices`.

Phrases between bars, folded as `fold_phrase` does. Nothing here is a pattern: no page can make a search slow.
"""

from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’ʼ′`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff", None),
    }
)


def fold_phrase(text: str) -> str:
    """Return text as phrases are compared: lower case, quotes plain, nothing unseen, one space, NFKC."""
    if not text.isascii():
        text = normalize("NFKC", text.translate(_PLAIN)).replace("…", "...")
    return " ".join(text.casefold().split())


def cut_phrases(block: str) -> tuple[str, ...]:
    """Return the phrases of a block, which stand between bars, longest first."""
    phrases = {phrase for part in block.split("|") if (phrase := fold_phrase(part))}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@dataclass(frozen=True)
class NoticeWords:
    """Labels a notice begins with, how it speaks of this text, and the words that say what was done to it.

    `labels` and `marks` go from a sort ("retraction", "correction", "clarification", "update", "editors_note") to
    phrases; a mark under "any" says only that the text is another now. `earlier` begin a sentence that is a notice
    whatever follows, `subjects` one that is a notice if one of the
    marks (of `done`, where a language has them) follows soon; those of `ours` speak for the newsroom and say so only
    where one of `texts` follows too. `dated` begins a subject with a date in it ("This May 5 story"), `wire` a note in
    brackets as agencies write them. `never` are phrases of lines that stand for the page, `links` labels that are links
    where nothing follows.
    """

    labels: dict[str, tuple[str, ...]]
    subjects: tuple[str, ...]
    ours: tuple[str, ...]
    texts: tuple[str, ...]
    marks: dict[str, tuple[str, ...]]
    done: tuple[str, ...]
    earlier: tuple[str, ...]
    never: tuple[str, ...]
    links: tuple[str, ...]
    dated: tuple[str, ...]
    wire: tuple[str, ...]

    @cached_property
    def every_label(self) -> tuple[str, ...]:
        """The labels of all sorts."""
        return tuple(label for labels in self.labels.values() for label in labels)


def _notices(
    *,
    labels: dict[str, str],
    subjects: str,
    ours: str,
    texts: str,
    marks: dict[str, str],
    never: str,
    earlier: str = "",
    done: str = "",
    links: str = "",
    dated: str = "",
    wire: str = "",
) -> NoticeWords:
    return NoticeWords(
        labels={sort: cut_phrases(block) for sort, block in labels.items()},
        subjects=cut_phrases(subjects),
        ours=cut_phrases(ours),
        texts=cut_phrases(texts),
        marks={sort: cut_phrases(block) for sort, block in marks.items()},
        done=cut_phrases(done or " | ".join(marks.values())),
        earlier=cut_phrases(earlier),
        never=cut_phrases(never),
        links=cut_phrases(links),
        dated=cut_phrases(dated),
        wire=cut_phrases(wire),
    )


NOTICES: dict[str, NoticeWords] = {
    "en": _notices(
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
        never="will be updated | is being updated | is updated | are updated | being updated | check back "
        "| updates automatically | corrections policy | correction policy | corrections page | report an "
        "error | report a correction | report a mistake | request a correction | submit a correction | "
        "suggest a correction | spot an error | spotted an error | spot a mistake | spotted a mistake | "
        "see an error | see something wrong | found an error | found a mistake | notice an error | last "
        "updated | may be updated | can be updated | continue to update | more corrections | read our "
        "corrections | be corrected promptly",
        done="amended | corrected | updated | clarified | changed | edited | revised | reworded | altered "
        "| modified | retracted | withdrawn | removed | taken down | deleted | adjusted | originally | "
        "previously | initially | incorrectly | wrongly | mistakenly | erroneously | inaccurately | "
        "misstated | misidentified | misspelled | misspelt | misattributed | misreported | misquoted | "
        "corrects | clarifies | corrected to | gave the wrong | contained an error | contained errors | "
        "contained an incorrect | in error | should have | was made",
        links="corrections | corrections and clarifications | correction and clarification | errata | "
        "updates | clarifications | withdrawn | removal notice",
        dated="this ",
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
    "de": _notices(
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
    "fr": _notices(
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
    "es": _notices(
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
    "pt": _notices(
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
    "ru": _notices(
        labels={
            "retraction": "отзыв публикации | материал отозван | опровержение | отозвано",
            "correction": "исправление | исправлено | поправка | уточнение и исправление | работа над "
            "ошибками | извинение | извинения",
            "clarification": "уточнение | разъяснение | уточнено | пояснение",
            "update": "обновление | обновлено | дополнение | дополнено | апдейт",
            "editors_note": "примечание редакции | от редакции | прим. ред. | примечание редактора | к "
            "сведению читателей",
        },
        subjects="эта статья | этот материал | этот текст | эта новость | эта публикация | эта заметка | "
        "статья была | статья обновлена | статья исправлена | статья дополнена | материал был | материал "
        "обновлен | материал обновлён | материал дополнен | материал исправлен | материал отозван | текст "
        "обновлен | текст обновлён | текст дополнен | текст исправлен | заголовок был | заголовок изменен "
        "| заголовок изменён | новость обновлена | новость дополнена",
        earlier="в предыдущей версии | в более ранней версии | в ранней версии | в первоначальной версии "
        "| в первой версии | в прежней версии | в первоначальном варианте | предыдущая версия | более "
        "ранняя версия | ранняя версия | первоначальная версия | ранее в этом | ранее в статье | ранее в "
        "тексте | ранее в заметке",
        ours="мы исправили | мы обновили | мы уточнили | мы отозвали | мы ошибочно | мы приносим | "
        "редакция приносит | редакция отозвала | редакция исправила | из-за ошибки | по ошибке",
        texts="стат | материал | текст | новост | публикац | заметк | заголов | верси | цитат",
        never="будет обновл | обновляется | дополняется | будет дополн | нашли ошибку | заметили ошибку | "
        "сообщить об ошибке | выделите",
        links="от редакции",
        marks={
            "retraction": "отозван | отозвал | снят с публикации | снята с публикации | удалена полностью",
            "correction": "исправ | ошиб | неверн | неправильн | некорректн | неточн | на самом деле | "
            "извин | ошибочн",
            "clarification": "уточн | разъясн | поясн",
            "update": "обновл | дополн | добавл",
            "any": "измен | говорилось | сообщалось | утверждалось | указывалось | было сказано | был "
            "указан | была указана | переработан | удален | удалён",
        },
    ),
    "ar": _notices(
        labels={
            "retraction": "سحب المقال | سحب الخبر | سحب | تراجع",
            "correction": "تصحيح | تصويب | استدراك | اعتذار | تصحيح خطأ",
            "clarification": "توضيح | إيضاح | تنويه",
            "update": "تحديث | إضافة | محدث",
            "editors_note": "ملاحظة المحرر | ملاحظة من المحرر | ملاحظة التحرير | ملاحظة للقراء | من "
            "المحرر | ملاحظة المحررين",
        },
        subjects="ورد خطأ في | تم تعديل هذا | تم تحديث هذا | تم تصحيح هذا | جرى تعديل هذا | جرى تحديث هذا "
        "| جرى تصحيح هذا | عُدل هذا | عدل هذا | حُدّث هذا | صُحح هذا | سحبنا هذا | هذا المقال | هذا الخبر | "
        "هذا التقرير | هذه القصة | هذه المادة | تم سحب هذا",
        earlier="في نسخة سابقة | في نسخة سابقه | ذكرت نسخة سابقة | نسخة سابقة | ذكرت النسخة السابقة | ورد "
        "في نسخة سابقة | جاء في نسخة سابقة | النسخة السابقة | أوردت نسخة سابقة",
        ours="قمنا بتصحيح | قمنا بتحديث | قمنا بتعديل | صححنا | تعتذر",
        texts="مقال | خبر | تقرير | نسخة | مادة | عنوان | نص | قصة",
        never="سيتم تحديث | يتم تحديث | قيد التحديث | الإبلاغ عن خطأ | أبلغ عن خطأ | آخر تحديث",
        links="تراجع | إضافة | سحب",
        marks={
            "retraction": "سحب | تراجع",
            "correction": "تصحيح | تصويب | خطأ | خاطئ | غير صحيح | غير دقيق | صحح | والصواب | والصحيح | "
            "اعتذ | تعتذر",
            "clarification": "توضيح | إيضاح | لتوضيح | توضح",
            "update": "تحديث | إضافة | حُدّث | أضيف",
            "any": "تعديل | تغيير | عدل | عُدل | نسخة سابقة | النسخة السابقة | حذف",
        },
    ),
    "he": _notices(
        labels={
            "retraction": "משיכת הכתבה | חזרה מפרסום | הסרת כתבה | הכתבה הוסרה",
            "correction": "תיקון | תיקון טעות | הבהרה ותיקון | התנצלות | תוקן | טעות לעולם חוזרת",
            "clarification": "הבהרה | הבהרות | הבהרה והתנצלות",
            "update": "עדכון | עודכן | תוספת",
            "editors_note": "הערת המערכת | הערת העורך | הערת עורך | הערת מערכת | הערה לקוראים",
        },
        subjects="כתבה זו | ידיעה זו | מאמר זה | הכתבה תוקנה | הכתבה עודכנה | הכתבה שונתה | הידיעה תוקנה "
        "| הידיעה עודכנה | הכתבה הוסרה | הכותרת תוקנה | הכותרת שונתה | בכתבה זו",
        earlier="בגרסה קודמת | בגרסה מוקדמת | בגרסה הקודמת | בגירסה קודמת | בגרסה המקורית | בגרסה ראשונה "
        "| גרסה קודמת | גרסה מוקדמת",
        ours="תיקנו | עדכנו | הבהרנו | משכנו | בשל טעות | עקב טעות | המערכת מתנצלת",
        texts="כתבה | ידיעה | מאמר | גרסה | כותרת | טקסט | דיווח",
        never="תעודכן | מתעדכנת | מצאתם טעות | דווחו על טעות | עודכן לאחרונה",
        links="הבהרות | תוספת",
        marks={
            "retraction": "משכנו | נמשכה | הוסרה | חזרה בה",
            "correction": "תוקן | תוקנה | תיקון | תיקנו | טעות | שגוי | שגויה | בטעות | לא נכון | לא "
            "מדויק | מתנצל",
            "clarification": "הבהרה | הובהר | להבהיר | הבהרנו",
            "update": "עודכן | עודכנה | עדכון | עדכנו | נוסף | נוספה",
            "any": "שונתה | שונה | נכתב | נאמר | נמסר | הופיע | צוין | נמחק",
        },
    ),
    "hi": _notices(
        labels={
            "retraction": "रिपोर्ट वापस | खबर वापस | वापसी | लेख वापस लिया गया",
            "correction": "सुधार | संशोधन | भूल सुधार | शुद्धिपत्र | भूल-सुधार | क्षमायाचना | खेद",
            "clarification": "स्पष्टीकरण",
            "update": "अपडेट | अद्यतन | अपडेटेड",
            "editors_note": "संपादक की टिप्पणी | संपादकीय टिप्पणी | संपादकीय नोट | संपादक का नोट | पाठकों के लिए नोट",
        },
        subjects="इस लेख | इस खबर | इस ख़बर | इस रिपोर्ट | इस समाचार | यह लेख | यह खबर | यह ख़बर | यह रिपोर्ट | "
        "यह समाचार",
        earlier="इस लेख के पिछले | इस खबर के पिछले | इस ख़बर के पिछले | इस रिपोर्ट के पिछले | इस लेख के पहले | इस खबर के "
        "पहले | इस रिपोर्ट के पहले | इस समाचार के पिछले | इस समाचार के पहले | पिछले संस्करण | पहले के संस्करण | पहले "
        "संस्करण | खबर के पहले",
        ours="हमने इस | हमने यह",
        texts="लेख | खबर | ख़बर | रिपोर्ट | समाचार | संस्करण | शीर्षक",
        never="अपडेट किया जाएगा | अपडेट की जाएगी | अपडेट हो रही | अपडेट की जा रही | गलती की सूचना | अंतिम अपडेट "
        "| लगातार अपडेट",
        links="वापसी | खेद | सुधार | संशोधन",
        marks={
            "retraction": "वापस ले | वापस लिया | वापस ली | हटा लिया | हटा ली",
            "correction": "सुधार | संशोधि | गलत | ग़लत | गलती | ग़लती | त्रुटि | ठीक किया | ठीक कर | दुरुस्त | खेद "
            "| अशुद्ध",
            "clarification": "स्पष्ट",
            "update": "अपडेट | अद्यतन | जोड़ा गया | जोड़ी गई",
            "any": "बदला गया | बदल दिया | बदलाव | कहा गया था | लिखा गया था | बताया गया था | पिछले संस्करण | "
            "पहले संस्करण",
        },
    ),
    "zh": _notices(
        labels={
            "retraction": "撤稿 | 撤稿声明 | 撤回 | 撤稿聲明 | 撤稿启事",
            "correction": "更正 | 勘误 | 勘誤 | 更正启事 | 更正啟事 | 更正声明 | 更正說明 | 更正说明 | "
            "订正 | 訂正 | 致歉 | 道歉",
            "clarification": "澄清 | 澄清声明 | 说明 | 說明",
            "update": "更新 | 最新更新 | 补充 | 補充 | 更新说明",
            "editors_note": "编者按 | 編者按 | 编者注 | 編者註 | 编辑说明 | 编辑部说明 | 編輯部說明 | 编注",
        },
        subjects="本文 | 本报道 | 本报导 | 此报道 | 这篇报道 | 這篇報道 | 此文 | 本稿 | 本篇报道",
        earlier="本文早前版本 | 本文较早版本 | 本文此前版本 | 本文先前版本 | 本文早期版本 | "
        "本文的早期版本 | 本文的此前版本 | 本文之前的版本 | 本文旧版 | 本文初版 | 此前版本 | 早前版本 | "
        "较早版本 | 先前版本 | 早期版本 | 本文较早前",
        ours="本報道 | 我们已更正 | 我们已撤回 | 我们更正 | 本报已撤回 | 本網 | 本报更正 | 因编辑失误",
        texts="本文 | 报道 | 報道 | 报导 | 文章 | 版本 | 标题 | 標題 | 文中 | 稿",
        never="将持续更新 | 持续更新 | 不断更新 | 将更新 | 将会更新 | 报错 | 最后更新 | 最近更新",
        links="说明 | 說明 | 更新 | 道歉",
        marks={
            "retraction": "撤回 | 撤稿 | 撤下",
            "correction": "更正 | 错误 | 錯誤 | 有误 | 有誤 | 误写 | 误将 | 誤將 | 误称 | 誤稱 | 应为 | "
            "應為 | 勘误 | 订正 | 纠正 | 改正 | 致歉 | 道歉 | 失实",
            "clarification": "澄清 | 明确 | 明確 | 以说明",
            "update": "更新 | 补充 | 補充 | 增加了 | 加入了",
            "any": "修改 | 修订 | 修訂 | 改动 | 曾写 | 曾称 | 曾稱 | 删除 | 刪除",
        },
    ),
    "ja": _notices(
        labels={
            "retraction": "記事取り消し | 取り消し | 撤回 | 記事の取り消し | 記事撤回",
            "correction": "訂正 | 訂正とおわび | おわびと訂正 | お詫びと訂正 | 訂正して、おわび | 修正 | "
            "おわび | お詫び",
            "clarification": "補足説明 | 説明 | 補足 | 明確化 | 補足します",
            "update": "更新 | 追記 | 最新 | 加筆",
            "editors_note": "編集部注 | 編集部より | 編集部から | 編集者注 | 編集部註 | 編集部追記 | "
            "読者の皆様へ | 注記",
        },
        subjects="この記事は | この記事では | この記事で | 本記事は | 本記事では | 本稿は | 本記事の | "
        "記事の内容を | 記事の一部 | 先に配信した",
        earlier="この記事の以前 | この記事の当初 | この記事の初版 | この記事の旧版 | 以前の版 | 当初の版 "
        "| 以前の記事 | 当初の記事 | 旧版 | 初出時 | 公開当初 | 配信当初 | 当初、 | 当初配信",
        ours="記事中 | 見出しを | 本文中",
        texts="記事 | 見出し | 本文 | 版 | 報道 | 文中 | 表記",
        never="随時更新 | 更新します | 更新中 | 更新していきます | 最終更新 | 誤りを報告 | お問い合わせ",
        links="説明 | 更新 | 最新 | 撤回 | 修正",
        marks={
            "retraction": "取り消し | 取り消す | 撤回 | 削除しました",
            "correction": "訂正 | 誤り | 誤って | 誤記 | 間違 | 正しくは | おわび | お詫び | 修正 | 正確では",
            "clarification": "明確に | 補足 | 説明を加え | はっきり",
            "update": "更新 | 追記 | 加筆 | 追加し",
            "any": "変更 | 改め | としていま | と記述 | と書いて | と記載 | 書き換え",
        },
    ),
}
