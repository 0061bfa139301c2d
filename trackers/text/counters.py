"""Counters: lines of a page that only say a time or a count of the page itself ("Updated 2 hours ago", "12 comments").

A line is one when **every** word of it belongs to the small vocabulary below and at least one word says what is told
(an *anchor*: shares, comments, minutes to read, the time of an update). One word from outside and the line is an
ordinary one, in which every figure counts: "12 people were killed" differs from "40 people were killed", and so does
a temperature, a score, an amount or a percentage. Votes, readers' numbers and prices are left out on purpose.

Words are data by meaning, in the languages the desk meets most; a line in another language is an ordinary line.
"""

import re
import unicodedata

# Longer lines tell more than a time or a count. In characters.
LONGEST = 80
# Han and Kana, written without spaces, stand behind this character; NFKC leaves no other script there.
_FIRST_SPACELESS = "\u2e80"

# What is told, by the words for it. Two lines that tell the same of the page are the same line to us.
_ANCHORS: dict[str, str] = {
    "share": (
        "share shares shared sharing geteilt teilen partage partages partager compartido compartidos "
        "compartir compartilhar compartilhamentos partilhas поделиться поделились репост репостов مشاركة "
        "مشاركات שיתופים שיתוף शेयर 分享 转发 シェア"
    ),
    "comment": (
        "comment comments commented kommentar kommentare commentaire commentaires comentario comentarios "
        "comentário comentários комментарий комментария комментариев комментарии تعليق تعليقات תגובה תגובות "
        "टिप्पणी टिप्पणियां टिप्पणियाँ कमेंट 评论 評論 留言 コメント"
    ),
    "like": (
        "like likes reaction reactions gefällt reaktionen réactions reacciones reações лайк лайка лайков "
        "إعجاب إعجابات לייקים लाइक 点赞 讚 いいね"
    ),
    "view": (
        "view views viewed aufrufe vues visitas vistas visualizações visualizaciones просмотр просмотра "
        "просмотров مشاهدة مشاهدات צפיות बार 浏览 閱覽 次浏览 閲覧"
    ),
    "read": (
        "read reading lesezeit lesedauer lesen lecture lire lectura leer leitura ler чтение чтения читать "
        "قراءة القراءة קריאה पढ़ें पढ़ने 阅读 閱讀 読了 読む 阅读时间 閱讀時間 読了時間"
    ),
    "listen": "listen listening hören hördauer écouter escuchar ouvir слушать استماع האזנה सुनें 收听 聴く",
    "photo": (
        "photo photos image images picture pictures bild bilder imagen imágenes foto fotos imagens фото صور"
    ),
    "update": (
        "updated update modified aktualisiert aktualisierung geändert actualisé modifié mis mise actualizado "
        "actualización atualizado atualização modificado обновлено обновлён обновлен изменено تحديث "
        "עודכן עדכון अपडेट अपडेटेड 更新 更新于 更新日"
    ),
    "publish": (
        "published posted created veröffentlicht erstellt publié posté publicado postado опубликовано نشر "
        "نشرت פורסם प्रकाशित 发布 发布于 發布 公開 投稿 配信"
    ),
    "ago": "ago vor hace há atrás назад منذ قبل לפני पहले 前",
}
# Units, the calendar and what joins them: they may stand beside an anchor and do not tell two such lines apart.
_BESIDE = (
    "s sec secs second seconds m min mins minute minutes h hr hrs hour hours d day days w week weeks "
    "month months year years just now today yesterday last first time at on in of by the a an one to and "
    "am pm p k mio tsd gmt bst utc est edt et pst pdt ist cet cest msk monday tuesday wednesday thursday "
    "friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march april may "
    "june july august september october november december jan feb mar apr jun jul aug sep sept oct nov "
    "dec sekunde sekunden minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr "
    "jahre jahren std uhr heute gestern zuletzt zuerst um den der die das und von einer einem einen eine "
    "ein montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli "
    "oktober dezember seconde secondes heure heures jour jours semaine semaines mois ans temps de le la "
    "les du à il y un une jour mal آخر aujourd hui hier dernière lundi mardi mercredi jeudi vendredi samedi "
    "dimanche janvier février mars avril juin juillet août septembre octobre novembre décembre segundo "
    "segundos minuto minutos hora horas día días semana semanas mes meses año años hoy ayer el los las "
    "del al una última vez tiempo lunes martes miércoles jueves viernes sábado domingo enero febrero "
    "marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre dia dias mês ano anos "
    "hoje ontem em às os as do da e uma tempo por segunda terça quarta quinta sexta feira janeiro "
    "fevereiro março maio junho julho setembro outubro novembro dezembro секунду секунды секунд минуту "
    "минуты минут мин час часа часов день дня дней неделю недели недель месяц месяца месяцев год года "
    "лет сегодня вчера в на и время последнее января февраля марта апреля мая июня июля августа сентября "
    "октября ноября декабря понедельник вторник среда четверг пятница суббота воскресенье тыс ثانية ثوان "
    "دقيقة دقائق ساعة ساعات ساعتين يوم أيام يومين أسبوع أسابيع شهر أشهر سنة سنوات اليوم أمس في زمن مدة "
    "وقت שנייה שניות דקה דקות שעה שעות שעתיים יום ימים יומיים שבוע שבועות חודש חודשים שנה שנים היום "
    "אתמול זמן ב सेकंड मिनट घंटे घंटा घंटों दिन सप्ताह महीने महीना साल आज कल को का में समय किया गया 秒 秒前 "
    "分 分钟 分鐘 時間 小时 小時 天 日 周 週間 月 个月 個月 ヶ月 か月 年 今天 昨天 今日 昨日 最后 最後 最終 时间 时长 條 条 件 次 个 個 于 於 時 時点 万 约 約 の "
    "に を で この 记事 記事 する 已 所要時間"
)

# Reading and listening are told in minutes: a line of a club's or a town's name and a figure is a result.
_TIMED = frozenset({"read", "listen"})
_MINUTES = (
    "m min mins minute minutes sec second seconds minuten minuto minutos мин минута минуты минут دقيقة دقائق דקה דקות "
    "मिनट 分 分钟 分鐘"
)

# Marks that differ in type only; what is not seen goes. Letters, figures and all other marks stay what they are.
_PLANES = (*range(0x20000), *range(0xE0000, 0xE1000))
_TYPE: dict[int, str | None] = {
    **{code: None for code in _PLANES if unicodedata.category(chr(code)) in ("Cf", "Cc")},
    **dict.fromkeys(map(ord, "\t\n\v\f\r\x85"), " "),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u02ba"), '"'),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u02bc\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
}
# What may stand between the words of a counter. Signs that make a figure an amount or a share do not.
_BETWEEN = re.compile(r"[\s\d!-#&-/:-@\[-`{-~·•¡¿،؛、。・「」]+")


def fold_type(line: str) -> str:
    """Return a line without what is type and case: Unicode forms (NFKC), quotation marks, dashes, white space.

    Words, figures, their order and all other marks stay. Time grows with the length of the line only.
    """
    plain = line.translate(_TYPE)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())
    return " ".join(plain.casefold().split())


def _by_word() -> dict[str, str]:
    words = dict.fromkeys(map(fold_type, _BESIDE.split()), "")
    for meaning, group in _ANCHORS.items():
        words.update(dict.fromkeys(map(fold_type, group.split()), meaning))
    return words


_WORDS = _by_word()
_IN_MINUTES = frozenset(map(fold_type, _MINUTES.split()))
_LONGEST_WORD = max(map(len, _WORDS))


def read_counter(line: str) -> str | None:
    """Return what a line tells of the page, without its time or count; None for a line that is no counter.

    The answer is a few words such as "update": the same for "Updated 2 hours ago" and "Updated on 5 May".
    """
    if len(line) > LONGEST:
        return None
    folded = fold_type(line)
    words = _cut(folded)
    meanings = [_WORDS[word] for word in words]
    told = [meaning for place, meaning in enumerate(meanings) if meaning and meaning not in meanings[:place]]
    says_when = any(character.isdecimal() for character in folded) or len(told) < len(words)
    if not told or not says_when or (_TIMED.issuperset(told) and _IN_MINUTES.isdisjoint(words)):
        return None
    # "Updated 2 hours ago" and "Updated on 5 May" tell the same.
    return " ".join(meaning for meaning in told if meaning != "ago") or "ago"


def _cut(folded: str) -> list[str]:
    """Return the words of a folded line, figures left out; none where one is not in the vocabulary."""
    words: list[str] = []
    for run in _BETWEEN.split(folded):
        known = _cut_run(run)
        if known is None:
            return []
        words += known
    return words


def _cut_run(run: str) -> list[str] | None:
    """Return a run of letters as one word of the vocabulary or, where none are spaced, as several; None otherwise."""
    if not run or run in _WORDS:
        return [run] if run else []
    if run[0] < _FIRST_SPACELESS:
        return None
    words: list[str] = []
    start = 0
    while start < len(run):
        sizes = range(min(_LONGEST_WORD, len(run) - start), 0, -1)
        size = next((size for size in sizes if run[start : start + size] in _WORDS), 0)
        if not size:
            return None
        words.append(run[start : start + size])
        start += size
    return words
