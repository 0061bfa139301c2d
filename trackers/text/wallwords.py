"""The words and marks by which walls and pages of "not found" are known: data for `trackers.text.walls`.

Phrases are folded as `fold` does and looked for in short lines only, so that an article about paywalls is none. A
language is a line of its own. Marks are parts of addresses, ids and classes that stand on the page of a wall and not on
the ordinary pages of a site that the same company guards. Nothing here is a pattern: no page can make a search slow.
"""

from dataclasses import dataclass
from unicodedata import normalize

# What may follow a title's words.
ENDS = " .!?…:;-–—!。！？\"'"
_SHORTEST_BEGINNING = 15
_LONGEST = 120


def fold(text: str) -> str:
    """Return text as phrases are compared: lower case, straight quotes, one space, compatible forms (NFKC) as one."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(normalize("NFKC", text).casefold().replace("’", "'").replace("‘", "'").split())


def _lines(block: str) -> tuple[str, ...]:
    """Return the phrases of a block, which stand between bars."""
    return tuple(phrase for part in block.split("|") if (phrase := fold(part)))


@dataclass(frozen=True)
class Titles:
    """Phrases that are all of a title or heading, or, where they are long enough to be no coincidence, begin it."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def name(self, text: str) -> bool:
        """Return whether a folded title or heading is one of these."""
        return text.strip(ENDS) in self.whole or (len(text) <= _LONGEST and text.startswith(self.beginnings))


def _titles(block: str) -> Titles:
    phrases = _lines(block)
    return Titles(
        whole=frozenset(phrase.strip(ENDS) for phrase in phrases),
        beginnings=tuple(
            phrase
            for phrase in phrases
            if len(phrase) >= _SHORTEST_BEGINNING or phrase[-1] == ":" or phrase[-3:].isdigit()
        ),
    )


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


# Whole headings, or whole parts of a title.
NOT_FOUND = frozenset(
    _lines(
        """
        page not found | not found | file not found | article not found | story not found | content not found
        | page missing | page unavailable | page no longer available | page does not exist | page doesn't exist
        | page cannot be found | page can't be found | page could not be found | page couldn't be found
        | seite nicht gefunden | nicht gefunden | artikel nicht gefunden | seite nicht verfügbar
        | seite existiert nicht | inhalt nicht gefunden
        | page introuvable | page non trouvée | article introuvable | contenu introuvable | page inexistante
        | página no encontrada | no encontrado | artículo no encontrado | contenido no encontrado
        | página não encontrada | página nao encontrada | não encontrado | artigo não encontrado
        | notícia não encontrada | pagina non trovata | articolo non trovato | contenuto non trovato
        | pagina inesistente | pagina niet gevonden | artikel niet gevonden | niet gevonden
        | strona nie znaleziona | nie znaleziono strony | nie znaleziono | strona nie istnieje
        | nie znaleziono artykułu | sidan hittades inte | siden ble ikke funnet | siden blev ikke fundet
        | ページが見つかりません | ページが見つかりませんでした | 記事が見つかりません | 記事が見つかりませんでした
        """
    )
)
# Beginnings of headings and short lines: a sentence that says it.
NOT_FOUND_SENTENCES = _lines(
    """
    sorry, we can't find | sorry, we couldn't find | sorry, this page | sorry, that page | sorry, the page you
    | we can't find the page | we can't find that page | we couldn't find the page | we couldn't find that page
    | the page you are looking for | the page you're looking for | the page you requested
    | the article you are looking for | the requested page | the requested url was not found
    | this page could not be found | this page can't be found | this page doesn't exist | this page does not exist
    | this page is no longer available | this article is no longer available | this story is no longer available
    | this content is no longer available | oops! that page
    | die seite wurde nicht gefunden | die seite konnte nicht gefunden | diese seite konnte nicht gefunden
    | diese seite existiert nicht | die gewünschte seite | die angeforderte seite | die von ihnen gesuchte seite
    | dieser artikel ist nicht mehr verfügbar | dieser artikel ist leider nicht mehr | der artikel wurde nicht gefunden
    | cette page n'existe | la page que vous | la page demandée | l'article que vous | cet article n'est plus disponible
    | nous n'avons pas trouvé | désolé, cette page
    | la página que busca | la página solicitada | esta página no existe | no hemos encontrado la página
    | este artículo ya no está disponible | lo sentimos, la página
    | a página que você | a página que procura | esta página não existe | esta página já não | este artigo já não está
    | não encontramos a página | desculpe, a página
    | la pagina che stai cercando | la pagina richiesta | la pagina che cerchi | questa pagina non esiste
    | l'articolo non è più disponibile | siamo spiacenti, la pagina
    | deze pagina bestaat niet | deze pagina kan niet | de pagina die je zoekt | de pagina die u zoekt
    | de opgevraagde pagina | dit artikel is niet meer beschikbaar | sorry, deze pagina
    | strona, której szukasz | strona której szukasz | podana strona nie | żądana strona
    | ten artykuł nie jest już dostępny | artykuł nie jest już dostępny | przepraszamy, strona
    | お探しのページは | お探しの記事は | 指定されたページは | ご指定のページは | この記事は掲載を終了
    | この記事は削除 | 記事の掲載期間が終了
    """
)
NOT_FOUND_MARKS = _words(
    """
    error404 error-404 page-404 page404 is-404 not-found notfound page-not-found error-page-404 http-404
    """
)

CHALLENGE_TITLES = _titles(
    """
    just a moment | attention required! | access denied | access to this page has been denied | are you a robot
    | are you human | robot or human | robot check | security check | security verification | checking your browser
    | please wait... | one moment, please | pardon our interruption | please verify you are human | human verification
    | verify you are human | you have been blocked | request unsuccessful | ddos-guard | making sure you're not a bot
    | captcha | captcha challenge | bot verification | client challenge | vercel security checkpoint
    | einen moment | sicherheitsüberprüfung | zugriff verweigert | sind sie ein roboter | sicherheitsabfrage
    | un instant | accès refusé | vérification de sécurité | êtes-vous un robot | accès temporairement restreint
    | un momento | acceso denegado | comprobación de seguridad | verificación de seguridad | ¿eres un robot
    | um momento | acesso negado | verificação de segurança | acesso bloqueado
    | accesso negato | verifica di sicurezza | controllo di sicurezza | sei un robot
    | een ogenblik geduld | een moment geduld | toegang geweigerd | beveiligingscontrole
    | chwileczkę | odmowa dostępu | dostęp zabroniony | weryfikacja bezpieczeństwa
    | しばらくお待ちください | アクセスが拒否されました | ロボットではないことを確認
    """
)
CHALLENGE_WORDS = _lines(
    """
    verify you are human | verifying you are human | verify that you are human | confirm you are human
    | prove you are human | prove you're not a robot | confirm you're not a robot | confirm that you are not a robot
    | checking if the site connection is secure | checking your browser before | checking your browser
    | needs to review the security of your connection | enable javascript and cookies to continue
    | please enable cookies and javascript | press & hold to confirm | press and hold to confirm
    | unusual traffic from your | unusual activity from your | automated requests from your
    | made us think you are a bot | made us think that you are a bot | incapsula incident id | datadome
    | please complete the security check | complete the captcha | solve the captcha | performing security verification
    | bestätigen sie, dass sie ein mensch | dass sie kein roboter sind | dass du kein roboter bist
    | ungewöhnlichen datenverkehr | überprüfung ihres browsers
    | vérifiez que vous êtes humain | confirmez que vous êtes humain | que vous n'êtes pas un robot
    | vérification que vous êtes humain | trafic inhabituel
    | verifica que eres humano | verifique que es un ser humano | que no eres un robot | que no es un robot
    | tráfico inusual | confirme que você é humano | verifique se você é humano | que você não é um robô
    | que não é um robô | tráfego incomum | verifica di essere umano | conferma di essere umano
    | che non sei un robot | di non essere un robot | traffico insolito
    | bevestig dat u een mens bent | controleer of u een mens bent | dat je geen robot bent | dat u geen robot bent
    | ongebruikelijk verkeer | potwierdź, że jesteś człowiekiem | że nie jesteś robotem | nietypowy ruch
    | 人間であることを確認 | ロボットではないこと | 通常と異なるトラフィック
    """
)
# In addresses of scripts, frames and forms, and in ids and classes.
CHALLENGE_MARKS = (
    "/cdn-cgi/challenge-platform/h/", "/cdn-cgi/l/chk_", "__cf_chl_", "challenge-form", "challenge-running",
    "challenge-error-text", "cf-challenge", "captcha-delivery.com", "px-captcha", "captcha.px-cdn.net",
    "captcha.px-cloud.net", "swudnsai", "sec-if-cpt-container", "sec-cpt-if", "/_sec/cp_challenge",
    "/.well-known/ddos-guard/", "anubis_challenge", "anubis-challenge", "sucuri_cloudproxy", "/_guard/auto.js",
    "captcha.awswaf.com", "/.well-known/vercel/security/", "geetest_captcha", "distilidentificationblock",
)  # fmt: skip
CHALLENGE_WIDGETS = (
    "hcaptcha.com/", "google.com/recaptcha", "gstatic.com/recaptcha", "recaptcha.net/recaptcha",
    "challenges.cloudflare.com/turnstile", "arkoselabs.com", "funcaptcha.com",
)  # fmt: skip

# CDN and proxy errors. Headings and titles begin with these.
ERROR_TITLES = _titles(
    """
    500 internal server error | internal server error | 502 bad gateway | bad gateway | 503 service unavailable
    | 503 service temporarily unavailable | service temporarily unavailable | service unavailable
    | 503 backend fetch failed | error 503 | 504 gateway time | gateway timeout | gateway time-out
    | error 520 | error 521 | error 522 | error 523 | error 524 | 520: | 521: | 522: | 523: | 524: | 525: | 526:
    | web server is down | connection timed out | origin is unreachable | guru meditation
    | error: the request could not be satisfied | the request could not be satisfied | fastly error
    | varnish cache server | site maintenance | down for maintenance | under maintenance | we'll be right back
    | we'll be back soon | wartungsarbeiten | wartungsmodus | die seite wird gewartet | interner serverfehler
    | dienst nicht verfügbar | maintenance en cours | site en maintenance | erreur interne du serveur
    | service indisponible | sitio en mantenimiento | en mantenimiento | error interno del servidor
    | servicio no disponible | em manutenção | site em manutenção | erro interno do servidor | serviço indisponível
    | sito in manutenzione | errore interno del server | servizio non disponibile | onderhoud | interne serverfout
    | dienst niet beschikbaar | przerwa techniczna | prace konserwacyjne | błąd serwera | usługa niedostępna
    | ただいまメンテナンス中 | メンテナンス中 | サーバーエラー
    """
)
ERROR_WORDS = _lines(
    """
    backend fetch failed | guru meditation | no healthy upstream | upstream connect error | xid:
    | generated by cloudfront | error reference number | cloudflare ray id | ray id: | reference #
    | fastly error: unknown domain | the web server reported a bad gateway | the server is temporarily unable
    | edgesuite.net | x-cache-error | connection timed out error code | varnish cache server | nginx | apache server at
    """
)

CONSENT_TITLES = _titles(
    """
    before you continue | before you go on | your privacy choices | we value your privacy | cookie consent
    | consent | cookie wall | privacy consent | your data, your experience
    | bevor sie fortfahren | ihre privatsphäre | wir schätzen ihre privatsphäre | datenschutzeinstellungen
    | cookies zustimmen | mit werbung weiterlesen | mit werbung lesen | weiter mit werbung
    | avant de continuer | nous respectons votre vie privée | votre vie privée | gestion des cookies
    | antes de continuar | valoramos su privacidad | tu privacidad | su privacidad
    | antes de prosseguir | valorizamos a sua privacidade | a sua privacidade
    | prima di continuare | la tua privacy | teniamo alla tua privacy | rispettiamo la tua privacy
    | voordat je verdergaat | voordat u verdergaat | uw privacy | jouw privacy | cookies op
    | zanim przejdziesz | twoja prywatność | dbamy o twoją prywatność | szanujemy twoją prywatność
    | 続行する前に | プライバシー設定
    """
)
CONSENT_WORDS = _lines(
    """
    accept all | accept and continue | agree and continue | i agree | continue with ads | accept cookies
    | read with advertising | continue with advertising | subscribe without ads
    | alle akzeptieren | akzeptieren und weiter | zustimmen und weiter | mit werbung und cookies | einwilligen
    | tout accepter | accepter et continuer | accepter et fermer | continuer sans accepter
    | aceptar todo | aceptar y continuar | aceptar todas | aceitar tudo | aceitar e continuar | aceitar todos
    | accetta tutto | accetta e continua | accetta tutti | alles accepteren | akkoord | accepteren en doorgaan
    | zaakceptuj wszystko | akceptuję | przejdź do serwisu | zgadzam się | すべて同意する | 同意して続行
    """
)
# A host's first label ends in a dot; the others are steps of a path.
CONSENT_PLACES = _words(
    "consent. privacy-mgmt. cmp. cookiewall. myprivacy. consent cookiewall collectconsent"
)

# In one short line under or after a text that has been cut.
PAYWALL_WORDS = _lines(
    """
    to continue reading | to keep reading | to read the full | to read this article | to read the rest
    | to read more of this | to read on, | continue reading with a subscription | continue reading with a free trial
    | this article is for subscribers | this story is for subscribers | this content is for subscribers
    | this article is exclusive to subscribers | subscribers only | for subscribers only | subscriber-only content
    | subscriber exclusive | you've reached your limit of free | you have reached your limit of free
    | you've read your last free | you have read your last free | unlock this article | to unlock this article
    | already a subscriber? | get unlimited access to
    | um weiterzulesen | um diesen artikel zu lesen | um den artikel zu lesen | diesen artikel weiterlesen
    | jetzt weiterlesen mit | weiterlesen mit | lesen sie diesen artikel mit | dieser artikel ist für abonnenten
    | nur für abonnenten | exklusiv für abonnenten | dieser inhalt ist exklusiv für | jetzt abonnieren und weiterlesen
    | jetzt testen und weiterlesen
    | réservé aux abonnés | réservée aux abonnés | pour lire la suite | pour continuer à lire | pour lire cet article
    | il vous reste | de cet article à lire | abonnez-vous pour lire | abonnez-vous pour continuer
    | la suite est réservée | cet article est réservé
    | exclusivo para suscriptores | solo para suscriptores | sólo para suscriptores | para seguir leyendo
    | para continuar leyendo | suscríbete para leer | suscríbete para seguir | hazte suscriptor para
    | contenido exclusivo para
    | exclusivo para assinantes | só para assinantes | conteúdo exclusivo para | para continuar a ler
    | para continuar lendo | assine para ler | assine para continuar | para ler o artigo completo
    | riservato agli abbonati | contenuto riservato agli | per continuare a leggere | per leggere l'articolo
    | abbonati per leggere | abbonati per continuare | articolo riservato
    | om verder te lezen | om dit artikel te lezen | lees verder met een abonnement | alleen voor abonnees
    | exclusief voor abonnees | verder lezen? | dit artikel is exclusief | neem een abonnement om
    | aby czytać dalej | aby przeczytać cały | dalsza część artykułu | tylko dla prenumeratorów
    | tylko dla subskrybentów | artykuł dostępny tylko dla | wykup dostęp | pozostało do przeczytania
    | 有料会員限定 | 会員限定記事 | この記事は有料 | 続きを読むには | 続きは有料 | 残り文字数 | 有料記事です
    """
)
PAYWALL_MARKS = (
    "paywall", "pay-wall", "regwall", "reg-wall", "paygate", "piano-", "tp-container", "tp-modal", "meteredcontent",
    "metered-content", "subscription-wall", "subscriber-wall", "subscribe-wall", "premium-wall", "article-locked",
    "locked-content", "content-gate", "article-gate", "poool-", "laterpay", "offer-wall", "abo-wall", "article--cut",
    "zephr", "truncated-content", "article-truncated",
)  # fmt: skip

LOGIN_TITLES = _titles(
    """
    log in | login | sign in | log in to continue | sign in to continue | account login | please log in | please sign in
    | anmelden | einloggen | anmeldung | bitte anmelden | bitte melden sie sich an
    | connexion | se connecter | identifiez-vous | connectez-vous
    | iniciar sesión | inicia sesión | acceder | identifícate | iniciar sessão | entrar | faça login
    | accedi | effettua l'accesso | inloggen | log in om verder te gaan | zaloguj się | logowanie | ログイン
    """
)
LOGIN_WORDS = _lines(
    """
    log in to continue | log in to read | log in to view | sign in to continue | sign in to read | sign in to view
    | sign up to continue | register to continue | register to read | create a free account to | register for free to
    | you must be logged in to read | you must be logged in to view
    | melden sie sich an, um | bitte melden sie sich an | jetzt kostenlos registrieren und
    | registrieren sie sich, um | connectez-vous pour | inscrivez-vous pour lire | créez un compte pour
    | inicia sesión para | regístrate para | regístrate gratis para | inicie sesión para | faça login para
    | inicie sessão para | registe-se para | cadastre-se para | accedi per | registrati per | effettua l'accesso per
    | log in om | maak een gratis account | meld je aan om | zaloguj się, aby | zaloguj się, żeby | zarejestruj się, aby
    | ログインして続き | 続きを読むにはログイン | 会員登録が必要
    """
)
LOGIN_PLACES = _words(
    """
    login signin sign-in log-in sso auth anmelden anmeldung connexion register registration inloggen accedi
    """
)
