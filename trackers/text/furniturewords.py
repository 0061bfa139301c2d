"""The words of lines that stand for the page itself, by language: data for `trackers.text.furniture`.

Phrases stand between bars, words between spaces; both are folded as `fold_phrase` does. They are chosen so that no
sentence of a story is made of them alone.
"""

from dataclasses import dataclass

from trackers.text.noticewords import cut_phrases


@dataclass(frozen=True)
class FurnitureWords:
    """What standing lines are made of.

    `stamps` are the words that make a time stamp of a clock's; `counts` those of counters and buttons, of which each
    has one of `anchors`; `leads` begin a line that leads elsewhere and are followed by a colon or a bar; `prompts`
    begin a line that asks something of the reader, `asks` stand anywhere in one; `wholes` are whole lines,
    `starts` begin one; a figure in them is written #. `desks` begin a line of desk credits.
    """

    stamps: frozenset[str]
    counts: frozenset[str]
    anchors: frozenset[str]
    leads: tuple[str, ...]
    prompts: tuple[str, ...]
    asks: tuple[str, ...]
    wholes: frozenset[str]
    starts: tuple[str, ...]
    desks: tuple[str, ...]


def _furniture(
    *,
    stamps: str,
    anchors: str,
    leads: str,
    prompts: str,
    counts: str = "",
    asks: str = "",
    wholes: str = "",
    starts: str = "",
    desks: str = "",
) -> FurnitureWords:
    return FurnitureWords(
        stamps=frozenset(stamps.split()),
        counts=frozenset(f"{counts} {anchors}".split()),
        anchors=frozenset(anchors.split()),
        leads=cut_phrases(leads),
        prompts=cut_phrases(prompts),
        asks=cut_phrases(asks),
        wholes=frozenset(cut_phrases(wholes)),
        starts=cut_phrases(starts),
        desks=cut_phrases(desks),
    )


FURNITURE: dict[str, FurnitureWords] = {
    "en": _furniture(
        stamps="updated update published posted modified revised refreshed reviewed edited filed issued",
        anchors="share shares shared comment comments print save send email e-mail tweet tweets retweet "
        "facebook twitter whatsapp linkedin reddit telegram pinterest bluesky copy link links like likes "
        "view views reactions read reads reading bookmark follow followers replies upvotes votes listen",
        counts="this page article story to a friend of the it be first add your on via more hide show all "
        "x k m so far total other by now time estimated about for later in with post item leave open "
        "close have has been times viewed viewing are",
        leads="related | related story | related stories | related article | related articles | related "
        "links | related coverage | related reading | related topics | related content | read more | read "
        "also | also read | read next | read | more | more on this | more on this story | more from this "
        "section | more stories | more news | see also | most read | most popular | most viewed | most "
        "shared | trending | trending now | popular now | recommended | recommended reading | recommended "
        "for you | editor's pick | editors' picks | don't miss | up next | next up | next story | "
        "previous story | further reading | in case you missed it | icymi | you may also like | you might "
        "also like | also in the news | top stories | latest news | live coverage | follow live | tags | "
        "topics | filed under | in this series | more in this series | keep reading | continue reading | "
        "go deeper | full story | more like this | what to read next | must read | editor's choice | in "
        "depth | explore more | discover more | today's top stories | before you go | click to read | "
        "jump to | our coverage | full coverage | explore",
        prompts="subscribe | sign up | log in | sign in | follow us | follow our | follow @ | like us | "
        "join us on | join our | join the conversation | join the discussion | have your say | download "
        "our | get our | get news | get all the | never miss | don't miss out | stay up to date | stay "
        "informed | stay in the loop | stay tuned | click here | tap here | tell us what you think | tell "
        "us in the comments | tell us your | let us know what you | let us know in the | let us know if "
        "you | write to us | email us | e-mail us | contact us | send us | got a tip | got a story | have "
        "a tip | have a story | have you got a | do you have a story | do you have a tip | do you have "
        "information | do you know more | have you been affected | are you affected | were you affected | "
        "have you experienced | want more | want to read more | want to get | for more stories | for more "
        "news | to read more | support our | support independent | become a member | become a subscriber "
        "| become a supporter | was this article | was this page | was this story | did you find this | "
        "how useful was | rate this | what do you think | share your | find us on | listen to our podcast "
        "| try our | read our | sign-up | enter your email | by signing up | by subscribing | manage your "
        "| unsubscribe | receive our | enjoy reading | thank you for reading | thanks for reading | see "
        "something wrong | spotted a mistake | spotted an error | report an error | report a correction | "
        "turn on notifications | enable notifications | connect with us | discuss this | comment on this "
        "| follow the topics | watch more on | keep up with",
        asks="our newsletter | our newsletters | our free newsletter | our daily newsletter | our weekly "
        "newsletter | newsletter lands | newsletter here | to your inbox | in your inbox | to your phone "
        "| sign up here | subscribe here | sign up now | subscribe now | subscribe today | sign up for "
        "free | follow us on | find us on | our whatsapp channel | our telegram channel | newsletter "
        "arrives | newsletter delivered | our app | newsletter comes | newsletter every",
        wholes="advertisement | advertising | ad | sponsored | sponsored content | promoted | paid "
        "content | loading | loading... | continue reading | read full story | read the full story | "
        "article continues below | story continues below | article continues after advertisement | "
        "article continues after this advertisement | story continues below advertisement | story "
        "continues after advertisement | advertisement - scroll to continue | scroll to continue | scroll "
        "down for more | skip past newsletter promotion | after newsletter promotion | skip advertisement "
        "| corrections | corrections policy | our corrections policy | corrections and clarifications | "
        "more to follow | more to come | more follows | more soon | more details to follow | more details "
        "soon | all rights reserved | comments are closed | comments are closed for this article | "
        "comments have been closed | back to top | top | newsletter | newsletters | topics | tags | "
        "reprints | reuse this content | permissions | order reprints | live | breaking | breaking news | "
        "exclusive | share | comments | read more | see more | show more | view more | load more | "
        "related | related stories | related topics | related articles | most read | most popular | "
        "trending | recommended | see all | view comments | view all comments | join the conversation | "
        "about the author | terms of use | privacy policy | cookie policy | contact us | about us | all "
        "times are local | all times local | all times gmt | all times are gmt | all times in gmt | times "
        "in gmt | this content is not available | this video is not available | gift this article | give "
        "this article | listen to this article | listen to article | listen to this story | print this "
        "page | print this article | email this article | send to a friend | save for later | add to "
        "reading list | # of # | page # of # | most read stories | editors' picks | more on this story",
        starts="this page refreshes | this page updates | this page is updated | this page is refreshed | "
        "this page will refresh | this page will update | this page reloads | page refreshes | the page "
        "refreshes | this page automatically | this blog refreshes | this blog updates | this feed "
        "updates | this story updates | this list is updated | this live blog updates | this live blog "
        "refreshes | refreshes every | refreshes automatically | updates every | automatic refresh | "
        "auto-refresh | prices are delayed | prices delayed | quotes delayed | quotes are delayed | "
        "market data delayed | market data is delayed | share prices are delayed | data delayed | data is "
        "delayed | stock prices delayed | stock quotes delayed | exchange rates are delayed | figures are "
        "delayed | prices shown are delayed | rates are updated | prices are updated | market prices are "
        "delayed | share price data is delayed | all figures are delayed | this is a developing story | "
        "this is a breaking story | this is a breaking news story | developing story | breaking news "
        "story | this story is developing | this story is being updated | this story will be updated | "
        "this article is being updated | this article will be updated | this breaking news story | this "
        "breaking news article | this developing story | check back for | please check back | please "
        "refresh | refresh for updates | refresh the page | refresh this page | more to follow | more on "
        "this story | this live page is now closed | this live blog is now closed | this blog is now "
        "closed | copyright # | (c) # | © | © # | copyright © | all times | report an error | report a "
        "correction | corrections policy | read our corrections | our corrections policy | our standards "
        "| reading time | read time | time to read | estimated reading time | average reading time | "
        "terms and conditions | the material on this site",
        desks="(reporting by | reporting by | (additional reporting by | additional reporting by | "
        "additional reporting | (writing by | writing by | (editing by | editing by | edited by | "
        "(compiled by | compiled by | with reporting by | (with reporting by | with additional reporting "
        "by | (with additional reporting by | (with agencies | with agencies | with inputs from | (with "
        "inputs from | production by | produced by | research by | additional research by | desk: | news "
        "desk: | newsdesk: | night desk: | contributors: | contributed reporting | (agencies) | agencies "
        "| with contributions from | translated by | (translated by | translation by | from our own "
        "correspondent | from our correspondent | by our correspondent | by our staff | by staff and "
        "agencies | staff and agencies | subediting by | graphics by | fact-checking by | fact-checked by "
        "| edited for | desk editor: | editor: | duty editor: | editing: | reporting: | additional "
        "reporting: | writing:",
    ),
    "de": _furniture(
        stamps="aktualisiert stand veröffentlicht publiziert erstellt aktualisierung geändert erschienen "
        "update erstveröffentlicht bearbeitet",
        anchors="teilen kommentar kommentare kommentieren drucken merken senden speichern mail e-mail "
        "facebook twitter whatsapp lesezeit leseminuten aufrufe leser-kommentare empfehlen "
        "weiterempfehlen geteilt gefällt anhören vorlesen kopieren",
        counts="artikel diesen seite diese beitrag per bei an auf mal link den als ca mir x der die das "
        "zum ersten schreiben bisher freunde freund einen",
        leads="lesen sie auch | lesen sie mehr | lesen sie dazu | lesen sie hier | mehr zum thema | mehr "
        "dazu | mehr lesen | auch interessant | siehe auch | zum thema | weiterlesen | meistgelesen | "
        "meist gelesen | am meisten gelesen | empfohlen | passend dazu | das könnte sie auch "
        "interessieren | das könnte sie interessieren | lesetipp | lesetipps | mehr aus diesem ressort | "
        "verwandte artikel | verwandte themen | weitere artikel | nächster artikel | auch lesen | beliebt "
        "| top-themen | schlagworte | mehr",
        prompts="abonnieren sie | jetzt abonnieren | melden sie sich | jetzt anmelden | folgen sie uns | "
        "folgen sie unserem | folgen sie unserer | laden sie unsere | hier anmelden | unser newsletter | "
        "unseren newsletter | registrieren sie sich | schreiben sie uns | diskutieren sie | kontaktieren "
        "sie uns | bestellen sie | verpassen sie | bleiben sie | hat ihnen | haben sie fehler | haben sie "
        "einen | fehler gefunden | klicken sie hier | newsletter abonnieren | sagen sie uns | "
        "unterstützen sie | testen sie | jeden morgen | kostenlos registrieren | zum newsletter | "
        "erhalten sie | holen sie sich | sie haben einen fehler | was meinen sie | ihre meinung | war "
        "dieser artikel",
        asks="unseren newsletter | unser newsletter | unserem newsletter | newsletter an | newsletter "
        "bestellen | newsletter abonnieren | in ihr postfach | in ihr e-mail-postfach | unserem "
        "whatsapp-kanal | unseren whatsapp-kanal",
        wholes="anzeige | werbung | gesponsert | mehr lesen | weiterlesen | nach oben | kommentare | zur "
        "startseite | startseite | artikel teilen | artikel drucken | diesen artikel teilen | kommentar "
        "verfassen | mehr zum thema | newsletter | alle rechte vorbehalten | in kürze mehr | mehr in "
        "kürze | zum seitenanfang | eilmeldung | impressum | datenschutz",
        starts="diese seite wird automatisch | diese seite aktualisiert sich | die seite wird automatisch "
        "| die seite aktualisiert | diese meldung wird aktualisiert | dieser artikel wird | dieser text "
        "wird | dieser beitrag wird | dieser artikel wird laufend | kurse sind | kurse mindestens | alle "
        "kurse | kursdaten | copyright # | © # | © | alle angaben | lesezeit | geschätzte lesezeit | "
        "weitere informationen in kürze | mehr in kürze | alle zeiten | der artikel wird | die meldung "
        "wird",
        desks="(redaktion: | redaktion: | mitarbeit: | (mitarbeit: | mit agenturmaterial | mit material "
        "von | mit material der | (mit agenturen | mit agenturen | zusätzliche berichterstattung | "
        "bearbeitet von | übersetzung: | übersetzt von | (mit material | text: | quelle: dpa | quelle: afp",
    ),
    "fr": _furniture(
        stamps="mis mise jour publié publiée modifié modifiée actualisé créé posté",
        anchors="partager partagez partages partage commentaire commentaires commenter imprimer "
        "enregistrer envoyer e-mail email mail facebook twitter whatsapp réagir réactions lecture "
        "lectures vues copier écouter j'aime sauvegarder favoris",
        counts="cet article cette page par sur lien le de un ami à l'article temps les en fois premier "
        "ajouter aux x k lire soyez vos votre",
        leads="lire aussi | à lire aussi | lire également | a lire aussi | à lire | lire la suite | lire "
        "plus | voir aussi | sur le même sujet | pour aller plus loin | les plus lus | le plus lu | "
        "articles les plus lus | à lire également | notre dossier | à découvrir | en savoir plus | sur le "
        "même thème | mots-clés | recommandé | article suivant | vous aimerez aussi | nos articles | "
        "tendances",
        prompts="abonnez-vous | inscrivez-vous | suivez-nous | suivez notre | rejoignez-nous | rejoignez "
        "notre | téléchargez | recevez | s'abonner | s'inscrire | cliquez ici | contactez-nous | "
        "écrivez-nous | soutenez | réagissez | donnez votre avis | ne manquez | ne ratez | partagez votre "
        "| connectez-vous | découvrez notre newsletter | vous avez une information | signaler une erreur "
        "| une erreur | que pensez-vous | avez-vous été | cet article vous",
        asks="notre newsletter | nos newsletters | notre lettre d'information | votre boîte mail | dans "
        "votre boîte | notre infolettre | newsletter gratuite | notre chaîne whatsapp",
        wholes="publicité | annonce | contenu sponsorisé | lire la suite | lire plus | haut de page | "
        "commentaires | partager | partager l'article | partager cet article | newsletter | tous droits "
        "réservés | plus d'informations à venir | plus d'informations à suivre | la suite après la "
        "publicité | la suite après cette publicité | mentions légales",
        starts="cette page se rafraîchit | cette page s'actualise | cette page est actualisée | cette "
        "page est mise à jour | la page se rafraîchit | la page s'actualise | cours différés | cours en "
        "différé | les cours sont | temps de lecture | copyright # | © # | © | plus d'informations | cet "
        "article sera | cet article est mis à jour | article en cours | les prix sont différés | les "
        "cotations | toutes les heures | données différées",
        desks="(avec afp | avec afp | (avec agences | avec agences | avec les agences | (rédaction | "
        "édité par | (édité par | reportage de | avec la contribution | traduit par | (traduit par | "
        "(avec la collaboration | avec la collaboration",
    ),
    "es": _furniture(
        stamps="actualizado actualizada actualización publicado publicada modificado modificada creado",
        anchors="compartir comparte compartido comentario comentarios comentar imprimir guardar enviar "
        "correo email facebook twitter whatsapp lectura leer lecturas visitas copiar escuchar veces "
        "reacciones",
        counts="este artículo esta página noticia por en enlace el de un amigo a la tiempo al ha sido x "
        "ver los las primero en sé tu",
        leads="lee también | lea también | leer también | lee más | leer más | lea más | ver también | te "
        "puede interesar | le puede interesar | también te puede interesar | relacionado | relacionados | "
        "noticias relacionadas | noticia relacionada | lo más leído | lo más visto | más leídas | más "
        "sobre este tema | más en | recomendado | recomendamos | etiquetas | siguiente | no te pierdas | "
        "sigue leyendo | ",
        prompts="suscríbete | suscríbase | suscribirse | regístrate | regístrese | síguenos | síganos | "
        "sigue nuestro | sigue a | sigue toda | únete | descarga | descarga nuestra | recibe | recibe "
        "nuestra | apúntate | haz clic | pulsa aquí | contacta | contáctanos | escríbenos | envíanos | "
        "cuéntanos | opina | apoya | inicia sesión | hazte socio | ¿qué opinas | ¿tienes | ¿te ha | ¿has "
        "encontrado | si quieres | no te pierdas",
        asks="nuestra newsletter | nuestro boletín | nuestros boletines | boletín diario | en tu correo | "
        "en tu bandeja | nuestro canal de whatsapp | nuestro canal de telegram",
        wholes="publicidad | anuncio | contenido patrocinado | leer más | seguir leyendo | volver arriba "
        "| comentarios | compartir | boletín | todos los derechos reservados | más información en breve | "
        "habrá ampliación | noticia en desarrollo | en desarrollo",
        starts="esta página se actualiza | la página se actualiza | esta página se recarga | los precios "
        "se muestran | cotizaciones con | los precios tienen | precios con | tiempo de lectura | "
        "copyright # | © # | © | noticia en desarrollo | esta noticia se | esta información se | (noticia "
        "en | habrá ampliación | esta noticia está",
        desks="(con información de | con información de | (con agencias | con agencias | editado por | "
        "(editado por | reporte de | (reporte de | información adicional de | (información de | traducido "
        "por | (traducido por | edición de",
    ),
    "pt": _furniture(
        stamps="atualizado atualizada actualizado actualizada atualização publicado publicada modificado "
        "criado postado",
        anchors="partilhar partilhe partilhas compartilhar compartilhe compartilhamentos comentário "
        "comentários comentar imprimir guardar salvar enviar email e-mail facebook twitter whatsapp "
        "leitura ler leituras visualizações copiar ouvir gostos curtidas",
        counts="este artigo esta página notícia por em link o de um amigo a tempo do da x ver os as seja "
        "primeiro no com reportagem matéria",
        leads="leia também | leia mais | ler mais | ler também | veja também | saiba mais | relacionado | "
        "relacionados | notícias relacionadas | mais lidas | mais lidos | as mais lidas | mais sobre | "
        "recomendado | recomendamos | tags | a seguir | não perca | continue lendo | continuar a ler | "
        "pode interessar-lhe | confira também | assuntos",
        prompts="subscreva | assine | inscreva-se | registe-se | cadastre-se | siga-nos | siga o | siga a "
        "nossa | siga nosso | junte-se | baixe | descarregue | receba | clique aqui | contacte-nos | "
        "entre em contato | escreva-nos | envie-nos | conte-nos | apoie | torne-se | faça login | dê a "
        "sua opinião | tem alguma | o que achou | encontrou um erro | não perca | participe | "
        "acompanhe-nos",
        asks="nossa newsletter | a nossa newsletter | nossas newsletters | nosso canal no whatsapp | no "
        "seu email | no seu e-mail | na sua caixa de | nosso boletim",
        wholes="publicidade | anúncio | conteúdo patrocinado | ler mais | leia mais | continuar a ler | "
        "voltar ao topo | comentários | partilhar | compartilhar | newsletter | todos os direitos "
        "reservados | em atualização | notícia em atualização | mais informações em breve",
        starts="esta página é atualizada | esta página atualiza | a página é atualizada | a página "
        "atualiza | esta página é recarregada | cotações com | os preços são | os preços têm | cotações "
        "atrasadas | tempo de leitura | copyright # | © # | © | notícia em atualização | notícia em "
        "actualização | esta reportagem está em | esta notícia será | em atualização | reportagem em "
        "atualização | os preços estão",
        desks="(com agências | com agências | com informações de | (com informações de | com lusa | (com "
        "lusa | editado por | (editado por | edição de | reportagem de | colaborou | colaboraram | "
        "traduzido por | (traduzido por | texto editado por",
    ),
    "ru": _furniture(
        stamps="обновлено обновлён обновлен обновление опубликовано изменено создано публикации "
        "публикация размещено",
        anchors="поделиться поделились комментарий комментария комментариев комментарии комментировать "
        "распечатать печать сохранить отправить почта вконтакте telegram whatsapp просмотров просмотра "
        "просмотр прочтений чтения чтение скопировать слушать репостов",
        counts="эту статью этой страницей статьёй ссылку по на в время эта страница другу тыс раз все "
        "показать x для версия новостью написать новость",
        leads="читайте также | читайте | читать также | смотрите также | по теме | читать далее | читайте "
        "ещё | читайте еще | материалы по теме | популярное | самое читаемое | рекомендуем | ещё по теме "
        "| еще по теме | теги | сюжет | также по теме | подробнее | что ещё почитать | вам может быть "
        "интересно",
        prompts="подписывайтесь | подпишитесь | подписаться | присоединяйтесь | следите за нами | "
        "скачайте | зарегистрируйтесь | войдите | напишите нам | пишите нам | расскажите нам | поддержите "
        "| получайте | оформите | нажмите | заметили ошибку | нашли ошибку | сообщить об ошибке | "
        "сообщите нам | оцените | что вы думаете | не пропустите | есть новость | хотите",
        asks="наш телеграм-канал | нашем телеграм-канале | наш telegram | нашу рассылку | наша рассылка | "
        "наши рассылки | нашей рассылке | наш канал | нашем канале",
        wholes="реклама | на правах рекламы | читать далее | наверх | комментарии | поделиться | рассылка "
        "| все права защищены | новость дополняется | материал дополняется | новость обновляется | "
        "подробности позже",
        starts="страница обновляется | эта страница обновляется | страница автоматически | котировки с "
        "задержкой | цены с задержкой | время чтения | © # | © | copyright # | новость дополняется | "
        "материал дополняется | новость обновляется | материал обновляется | текст дополняется | статья "
        "обновляется | данные с задержкой | цены приводятся с",
        desks="(редактор | редактор: | подготовил: | подготовила: | автор текста | перевод: | перевела | "
        "перевёл | с использованием материалов | по материалам агентств | при участии",
    ),
    "ar": _furniture(
        stamps="تحديث نشر نُشر النشر حدث التحديث حُدث نشرت",
        anchors="شارك مشاركة مشاركات تعليق تعليقات التعليقات طباعة حفظ إرسال فيسبوك تويتر واتساب قراءة "
        "القراءة مشاهدات مشاهدة نسخ استمع",
        counts="هذا المقال الخبر هذه الصفحة عبر على إلى صديق الرابط وقت مدة مرة من",
        leads="اقرأ أيضا | اقرأ أيضاً | اقرأ المزيد | إقرأ أيضا | إقرأ المزيد | المزيد | شاهد أيضا | شاهد "
        "أيضاً | مواضيع ذات صلة | ذات صلة | أخبار ذات صلة | الأكثر قراءة | موضوعات ذات صلة | قد يهمك أيضا "
        "| قد يهمك | وسوم | اقرأ كذلك | طالع أيضا",
        prompts="اشترك | اشتركوا | سجل | سجلوا | تابعونا | تابعنا | تابعوا | انضم | انضموا | حمل تطبيق | "
        "حملوا | اضغط هنا | راسلونا | اتصل بنا | شاركنا | شاركونا | أخبرونا | أبلغ عن خطأ",
        asks="نشرتنا الإخبارية | نشرتنا البريدية | النشرة البريدية | قناتنا على واتساب | قناتنا على "
        "تلغرام | بريدك الإلكتروني",
        wholes="إعلان | إعلانات | محتوى برعاية | اقرأ المزيد | التعليقات | شارك | جميع الحقوق محفوظة | "
        "عاجل | المزيد قريبا | خبر عاجل",
        starts="يتم تحديث هذه الصفحة | تتحدث هذه الصفحة | تُحدَّث هذه الصفحة | تحدث هذه الصفحة | تحديث "
        "تلقائي | مدة القراءة | وقت القراءة | © # | © | حقوق النشر | خبر عاجل يتبع | الأسعار متأخرة | "
        "سيتم تحديث هذا",
        desks="(تحرير | تحرير: | إعداد: | (إعداد | شارك في التغطية | شارك في إعداد | (تغطية | ترجمة: | "
        "(وكالات) | وكالات",
    ),
    "he": _furniture(
        stamps="עודכן עודכנה פורסם פורסמה עדכון פרסום נוצר",
        anchors="שתפו שיתוף שיתופים תגובה תגובות הדפסה הדפיסו שמירה שמרו שלחו שליחה פייסבוק טוויטר ווטסאפ "
        "וואטסאפ קריאה צפיות האזינו לייקים",
        counts="כתבה כתבה זו את הכתבה לחבר לדף זה זמן קישור העתק הגיבו",
        leads="קראו גם | קראו עוד | קראו עוד בנושא | עוד בנושא | ראו גם | לקריאה נוספת | כתבות קשורות | "
        "הנקראות ביותר | הכי נקראות | מומלץ | מומלצים | תגיות | עוד כתבות | כתבות נוספות | אולי יעניין "
        "אותך | בנושא זה | לכתבה המלאה",
        prompts="הירשמו | הרשמו | הצטרפו | עקבו אחרינו | עקבו אחר | הורידו | לחצו כאן | כתבו לנו | שלחו "
        "לנו | ספרו לנו | צרו קשר | מצאתם טעות | תמכו | לעדכונים",
        asks="לניוזלטר שלנו | הניוזלטר שלנו | לערוץ שלנו | לתיבת המייל",
        wholes="פרסומת | תוכן ממומן | מודעה | קראו עוד | תגובות | שתפו | כל הזכויות שמורות | פרטים נוספים "
        "בהמשך",
        starts="הדף מתעדכן | העמוד מתעדכן | דף זה מתעדכן | עמוד זה מתעדכן | זמן קריאה | © # | © | הכתבה "
        "מתעדכנת | כתבה מתעדכנת | הידיעה מתעדכנת | המחירים מוצגים | השערים מוצגים",
        desks="עריכה: | (עריכה | עורך: | תרגום: | השתתפו בהכנת | השתתף בהכנת | השתתפה בהכנת | דסק:",
    ),
    "hi": _furniture(
        stamps="अपडेट अपडेटेड प्रकाशित पब्लिश अद्यतन",
        anchors="शेयर साझा टिप्पणी टिप्पणियां टिप्पणियाँ कमेंट कमेंट्स प्रिंट सेव भेजें फेसबुक ट्विटर व्हाट्सएप पढ़ने लाइक व्यूज सुनें "
        "कॉपी",
        counts="करें यह लेख खबर पेज को इस में का समय पर दोस्त लिंक बार अपनी",
        leads="यह भी पढ़ें | ये भी पढ़ें | इसे भी पढ़ें | और पढ़ें | संबंधित खबरें | संबंधित खबर | सबसे ज्यादा पढ़ी गई | ये भी देखें "
        "| यह भी देखें | टैग्स | संबंधित लेख | अधिक पढ़ें | सबसे लोकप्रिय | विस्तार से पढ़ें",
        prompts="सब्सक्राइब करें | हमें फॉलो करें | हमें फ़ॉलो करें | हमसे जुड़ें | डाउनलोड करें | यहां क्लिक करें | यहाँ क्लिक करें "
        "| हमें लिखें | हमें बताएं | साइन अप करें | अपनी राय | हमारे न्यूज़लेटर | हमारे न्यूजलेटर | ताज़ा खबरों के लिए | ताजा "
        "खबरों के लिए",
        asks="हमारे न्यूज़लेटर | हमारे न्यूजलेटर | हमारे व्हाट्सएप चैनल | हमारे टेलीग्राम चैनल | हमारा ऐप",
        wholes="विज्ञापन | प्रायोजित | और पढ़ें | टिप्पणियां | शेयर करें | सर्वाधिकार सुरक्षित | ब्रेकिंग न्यूज़ | ब्रेकिंग न्यूज "
        "| खबर अपडेट हो रही है",
        starts="यह पेज अपने आप | यह पृष्ठ अपने आप | पेज अपने आप | यह पेज हर | पढ़ने का समय | © # | © | खबर अपडेट की "
        "जा रही | यह खबर अपडेट | इस खबर को अपडेट | कीमतें # मिनट",
        desks="(संपादन | संपादन: | (रिपोर्टिंग | इनपुट: | (इनपुट | भाषा इनपुट | अनुवाद: | (एजेंसी | (एजेंसियां",
    ),
    "zh": _furniture(
        stamps="更新于 更新於 更新时间 更新時間 发布于 發布於 发布时间 發布時間 发表于 发表时间 最后更新 "
        "最後更新 最近更新 最新更新 更新 发布 发表 修改于",
        anchors="分享 评论 評論 条评论 則評論 打印 列印 收藏 转发 轉發 点赞 点讚 阅读 閱讀 阅读量 浏览 "
        "瀏覽 次阅读 阅读时间 微信 微博 复制链接 收听 人 条",
        counts="本文 此文 文章 到 给 朋友 次 约 约需 需 分钟 分鐘 已 有 数 參與 参与 的 人 全部 查看",
        leads="延伸阅读 | 延伸閱讀 | 相关阅读 | 相关报道 | 相關報道 | 相关新闻 | 相關新聞 | 相关文章 | "
        "更多 | 阅读更多 | 閱讀更多 | 推荐阅读 | 推薦閱讀 | 热门文章 | 最多人阅读 | 热门阅读 | 猜你喜欢 | "
        "另见 | 参见 | 下一篇 | 上一篇 | 标签 | 更多报道 | 点击阅读",
        prompts="订阅 | 訂閱 | 关注我们 | 關注我們 | 扫码关注 | 点击这里 | 點擊這裡 | 下载客户端 | "
        "下载我们 | 欢迎关注 | 欢迎订阅 | 注册 | 登录 | 请关注 | 联系我们 | 告诉我们 | 加入我们 | 欢迎留言",
        asks="我们的新闻通讯 | 我们的公众号 | 我们的频道 | 订阅我们 | 關注我們 | 关注我们 | 电子报",
        wholes="广告 | 廣告 | 赞助内容 | 阅读全文 | 返回顶部 | 评论 | 分享 | 版权所有 | 责任编辑 | "
        "更多详情稍后 | 更多消息稍后",
        starts="本页面每 | 本页每 | 页面每 | 本页面自动 | 本页自动 | 此页面自动 | 页面自动 | 行情延迟 | "
        "行情数据延迟 | 价格延迟 | 版权所有 | © | © # | 阅读时间 | 更多消息 | 本文将持续更新 | "
        "报道持续更新 | 事件仍在发展 | 本新闻持续更新",
        desks="(责任编辑 | 责任编辑 | （责任编辑 | 责编 | (责编 | 编辑： | 编辑: | (编辑 | 编译： | 编译: "
        "| 校对： | 校对: | 记者: 编辑 | 本报综合",
    ),
    "ja": _furniture(
        stamps="更新 更新日時 公開 公開日時 最終更新 掲載 配信 投稿",
        anchors="シェア 共有 コメント 件のコメント 印刷 保存 送る ツイート いいね 閲覧 ブックマーク 読了 "
        "読了時間 分で読めます リンクをコピー 件",
        counts="この記事 この 記事 を する 数 約 件 分 で 読めます の 回 人 が して 友達に ページ",
        leads="関連記事 | 関連ニュース | 関連リンク | あわせて読みたい | 合わせて読みたい | "
        "こちらもおすすめ | おすすめ記事 | おすすめ | 人気記事 | ランキング | アクセスランキング | "
        "続きを読む | もっと見る | 次の記事 | 前の記事 | 特集 | タグ | 関連 | よく読まれている記事 | "
        "こちらも読む",
        prompts="フォローする | フォローして | 登録はこちら | メルマガ | ニュースレター | 会員登録 | "
        "ログイン | アプリを | お問い合わせ | ご意見 | ご感想 | 情報提供 | 購読 | 続きは | 公式アカウント",
        asks="ニュースレターに登録 | ニュースレターを購読 | フォローしてください | ご登録ください | "
        "登録はこちら | 情報をお寄せください | をフォロー",
        wholes="広告 | 広告の後に続きます | 続きを読む | ページトップへ | トップに戻る | コメント | "
        "シェアする | 無断転載禁止 | 速報 | スポンサーリンク",
        starts="このページは自動 | ページは自動 | このページは、自動 | 価格は # 分 | © | © # | 無断転載 | "
        "読了時間 | この記事は会員限定 | 随時更新 | 続報をお待ち | 詳しくは追って | このページは # 秒",
        desks="(編集: | 編集: | （編集 | (編集 | 編集： | 翻訳: | 翻訳： | (翻訳 | （翻訳 | 担当: | "
        "担当： | 構成: | 構成： | 取材協力",
    ),
}
