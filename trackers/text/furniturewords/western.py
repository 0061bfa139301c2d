"""Words of standing lines in languages with Latin letters."""

from trackers.text.furniturewords.model import FurnitureWords, furniture

WESTERN: dict[str, FurnitureWords] = {
    "en": furniture(
        stamps="updated update published posted modified revised refreshed reviewed edited filed issued",
        anchors="share shares shared comment comments print save send email e-mail tweet tweets retweet "
        "facebook twitter whatsapp linkedin reddit telegram pinterest bluesky copy link links like likes "
        "view views reactions read reads reading bookmark follow followers replies upvotes votes listen",
        counts="this page article story to a friend of the it be first add your on via more hide show all "
        "x k m so far total other by now time estimated about for later in with post item leave open "
        "close have has been times viewed viewing are people readers watching currently",
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
        calls="subscribe | sign up | sign-up | log in | sign in",
        offers="newsletter newsletters alert alerts inbox briefing briefings bulletin digest updates news "
        "stories headlines journalism our us daily weekly emails notifications podcast comment comments "
        "read reading article articles subscriber subscribers",
        prompts="follow us | follow our | follow @ | like us | "
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
        "| try our | read our | enter your email | by signing up | by subscribing | manage your "
        "| unsubscribe | receive our | enjoy reading | thank you for reading | thanks for reading | see "
        "something wrong | spotted a mistake | spotted an error | report an error | report a correction | "
        "turn on notifications | enable notifications | connect with us | discuss this | comment on this "
        "| follow the topics | watch more on | keep up with",
        asks="our newsletter | our newsletters | our free newsletter | our daily newsletter | our weekly "
        "newsletter | newsletter lands | newsletter here | to your inbox | in your inbox | to your phone "
        "| sign up here | subscribe here | sign up now | subscribe now | subscribe today | sign up for "
        "free | follow us on | find us on | our whatsapp channel | our telegram channel | newsletter "
        "arrives | newsletter delivered | our app | newsletter comes | newsletter every | article appears in print "
        "on | article appeared in print on | article appeared in the print edition | published in the print edition",
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
        "auto-refresh | prices are delayed | read by # | you have # free | exchange rates are updated | "
        "times are local | times local | this live blog is closed | this blog is closed | this live page "
        "is closed | prices delayed | prices are updated | quotes delayed | quotes are delayed | market "
        "data delayed | market data is delayed | share prices are delayed | data delayed | data is "
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
        "correspondent | from our correspondent | by our correspondent | by our staff | by our | by staff "
        "and agencies | staff and agencies | subediting by | graphics by | fact-checking by | "
        "fact-checked by | edited for | desk editor: | editor: | duty editor: | editing: | reporting: | "
        "additional reporting: | writing:",
    ),
    "de": furniture(
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
        "bestellen | newsletter abonnieren | artikel erschien in der "
        "printausgabe | in ihr postfach | in ihr e-mail-postfach | unserem "
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
    "fr": furniture(
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
    "es": furniture(
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
    "pt": furniture(
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
}
