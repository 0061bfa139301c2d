"""The words of clocks and calendars, by language: data for telling a date from a figure and a time stamp from a story.

Forms as they stand in running text, in lower case, cut at spaces; of inflected languages the cases that follow a day or
a figure. Chinese and Japanese stand without spaces and are looked for inside a text.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ClockWords:
    """Names of months and weekdays, units of time, parts of a day and days told from today, and what stands between."""

    months: frozenset[str]
    weekdays: frozenset[str]
    units: frozenset[str]
    days: frozenset[str]
    between: frozenset[str]

    @property
    def dated(self) -> tuple[frozenset[str], ...]:
        """Every set of words that say when, not what stands between them."""
        return (self.months, self.weekdays, self.units, self.days)


def _clock(*, months: str, weekdays: str, units: str, days: str, between: str) -> ClockWords:
    return ClockWords(
        months=frozenset(months.split()),
        weekdays=frozenset(weekdays.split()),
        units=frozenset(units.split()),
        days=frozenset(days.split()),
        between=frozenset(between.split()),
    )


CLOCKS: dict[str, ClockWords] = {
    "en": _clock(
        months="january february march april may june july august september october november december jan "
        "feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. "
        "nov. dec.",
        weekdays="monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays "
        "thursdays fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun",
        units="second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks "
        "fortnight month months year years decade decades century centuries overnight",
        days="today tomorrow yesterday tonight morning afternoon evening night midnight noon midday dawn "
        "dusk weekend weekends spring summer autumn winter christmas easter ramadan now earlier later",
        between="created first last latest originally date time since at on of the in a an ago last this "
        "next just am pm a.m. p.m. a.m p.m gmt bst utc est edt et cet cest pst pdt ist et. st nd rd th "
        "and about",
    ),
    "de": _clock(
        months="januar jänner februar märz april mai juni juli august september oktober november dezember "
        "jan feb mär apr jun jul aug sep sept okt nov dez",
        weekdays="montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags dienstags "
        "mittwochs donnerstags freitags samstags sonntags mo di mi do fr sa so",
        units="sekunde sekunden minute minuten stunde stunden tag tage tagen woche wochen monat monate "
        "monaten jahr jahre jahren jahrzehnt jahrzehnte jahrzehnten jahrhundert std min uhr stündig "
        "stündigen tägig tägigen",
        days="heute morgen gestern vorgestern übermorgen mittag nachmittag abend nacht mitternacht "
        "vormittag wochenende frühjahr frühling sommer herbst winter ostern weihnachten montagabend "
        "montagmorgen dienstagabend dienstagmorgen mittwochabend mittwochmorgen donnerstagabend "
        "donnerstagmorgen freitagabend freitagmorgen samstagabend samstagmorgen sonntagabend sonntagmorgen",
        between="stand letzte zuletzt datum am um vor zum im der den dem mesz mez und ca etwa",
    ),
    "fr": _clock(
        months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv "
        "févr avr juil sept oct nov déc",
        weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis mercredis jeudis "
        "vendredis samedis dimanches",
        units="seconde secondes minute minutes heure heures jour jours journée semaine semaines mois an "
        "ans année années décennie décennies siècle siècles h min",
        days="aujourd'hui demain hier matin midi après-midi soir nuit minuit week-end printemps été "
        "automne hiver noël pâques soirée matinée",
        between="dernière première le à temps à le la les il y a dernier dernière depuis au du de à et "
        "environ",
    ),
    "es": _clock(
        months="enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
        "diciembre ene feb mar abr may jun jul ago sep oct nov dic",
        weekdays="lunes martes miércoles jueves viernes sábado domingo sábados domingos",
        units="segundo segundos minuto minutos hora horas día días semana semanas mes meses año años "
        "década décadas siglo siglos h min",
        days="hoy mañana ayer anteayer mediodía tarde noche medianoche madrugada primavera verano otoño "
        "invierno navidad",
        between="última último a las fecha primera vez a las la el los hace de del en por y",
    ),
    "pt": _clock(
        months="janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro "
        "jan fev mar abr mai jun jul ago set out nov dez",
        weekdays="segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo segunda "
        "terça quarta quinta sexta sábados domingos",
        units="segundo segundos minuto minutos hora horas dia dias semana semanas mês meses ano anos "
        "década décadas século séculos h min",
        days="hoje amanhã ontem anteontem manhã meio-dia tarde noite meia-noite madrugada primavera verão "
        "outono inverno natal páscoa",
        between="última último às em data às as a o os há atrás de do da em e",
    ),
    "ru": _clock(
        months="январь января январе февраль февраля феврале март марта марте апрель апреля апреле май "
        "мая мае июнь июня июне июль июля июле август августа августе сентябрь сентября сентябре октябрь "
        "октября октябре ноябрь ноября ноябре декабрь декабря декабре",
        weekdays="понедельник понедельника понедельнику вторник вторника вторнику среда среду среды "
        "четверг четверга четвергу пятница пятницу пятницы субботу суббота субботы воскресенье воскресенья",
        units="секунда секунды секунд секунду минута минуты минут минуту час часа часов часам день дня "
        "дней сутки суток неделя недели недель неделю неделе месяц месяца месяцев год года году лет "
        "десятилетие десятилетия век века мин",
        days="сегодня завтра вчера позавчера утром утра днём днем вечером вечера ночью ночи полдень "
        "полночь весной летом осенью зимой весны лета осени зимы выходные",
        between="последнее последняя дата в во на назад мск по г и около с",
    ),
    "ar": _clock(
        months="يناير كانون فبراير شباط مارس آذار أبريل نيسان مايو أيار يونيو حزيران يوليو تموز أغسطس آب "
        "سبتمبر أيلول أكتوبر تشرين نوفمبر ديسمبر جانفي فيفري أفريل ماي جوان جويلية أوت رمضان",
        weekdays="الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت أحد اثنين ثلاثاء أربعاء "
        "خميس جمعة سبت",
        units="ثانية ثوان ثواني دقيقة دقائق ساعة ساعات ساعتين ساعتان يوم أيام يومين يومان أسبوع أسابيع "
        "أسبوعين أسبوعان شهر أشهر شهور شهرين شهران سنة سنوات سنتين عام أعوام عامين عقد عقود قرن قرون يوما "
        "عاما شهرا أسبوعا",
        days="اليوم غدا غداً أمس صباح صباحا صباحاً مساء مساءً ظهرا ظهر ليلة ليلا منتصف فجر فجرا الربيع الصيف "
        "الخريف الشتاء الصباح المساء الفجر الليلة",
        between="آخر تاريخ تم في الأخير قبل منذ في يوم الساعة بتوقيت غرينتش بعد من و",
    ),
    "he": _clock(
        months="ינואר פברואר מרץ מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
        weekdays="ראשון שני שלישי רביעי חמישי שישי שבת",
        units="שנייה שניות דקה דקות שעה שעות שעתיים יום ימים יומיים שבוע שבועות שבועיים חודש חודשים "
        "חודשיים שנה שנים שנתיים עשור עשורים",
        days="היום מחר אתמול שלשום בוקר הבוקר צהריים ערב הערב לילה הלילה חצות אביב קיץ סתיו חורף פסח",
        between="אחרון לאחרונה תאריך לפני ב בשעה ביום יום ב- של",
    ),
    "hi": _clock(
        months="जनवरी फरवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर सितम्बर अक्टूबर नवंबर नवम्बर दिसंबर दिसम्बर",
        weekdays="सोमवार मंगलवार बुधवार गुरुवार बृहस्पतिवार शुक्रवार शनिवार रविवार इतवार",
        units="सेकंड सेकेंड मिनट घंटा घंटे घंटों दिन दिनों सप्ताह हफ्ते हफ़्ते हफ्तों महीना महीने महीनों माह साल सालों वर्ष वर्षों "
        "दशक सदी",
        days="आज कल परसों सुबह दोपहर शाम रात आधी वसंत गर्मी सर्दी",
        between="अंतिम आखिरी किया गया तारीख पोस्ट को पहले बजे के की का में से बजकर",
    ),
    "zh": _clock(
        months="一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
        weekdays="周一 周二 周三 周四 周五 周六 周日 周天 星期一 星期二 星期三 星期四 星期五 星期六 "
        "星期日 星期天 礼拜一 礼拜二 礼拜三 礼拜四 礼拜五 礼拜六 礼拜天 週一 週二 週三 週四 週五 週六 週日",
        units="秒 分钟 分鐘 分 小时 小時 时 時 天 日 号 號 周 週 星期 个月 個月 月 年 年代 世纪 世紀",
        days="今天 明天 昨天 前天 后天 後天 今日 昨日 明日 早上 上午 中午 下午 傍晚 晚上 凌晨 半夜 春天 "
        "夏天 秋天 冬天 春季 夏季 秋季 冬季 周末 今年 去年 明年 本月 上月 下月",
        between="时间 於 于 前 于 於 在 的 北京时间 约",
    ),
    "ja": _clock(
        months="一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
        weekdays="月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月曜 火曜 水曜 木曜 金曜 土曜 日曜",
        units="秒 分 時間 時 日間 日 週間 週 カ月 か月 ヶ月 ヵ月 月 年間 年 世紀",
        days="今日 明日 昨日 一昨日 明後日 朝 午前 正午 午後 夕方 夜 深夜 未明 早朝 昼 春 夏 秋 冬 週末 "
        "今年 去年 昨年 来年 今月 先月 来月",
        between="日時 版 前 に の 約 頃 ごろ 現在",
    ),
}
