"""Portuguese words for kinds of change."""

from trackers.text.kinds.words.model import Words

PORTUGUESE = Words(
    lang="pt",
    negations="não | nunca | jamais | ninguém | nada | nenhum | nenhuma | nem | sem | nega | negou | "
    "negam | negaram | desmente | desmentiu | recusa | recusou | rejeita | rejeitou | descarta | "
    "descartou | tampouco | qualquer",
    hedges="alegado* | alegada* | alegadamente | suposto* | suposta* | supostamente | presumível* | "
    "presumivelmente | aparentemente | provavelmente | possivelmente | talvez | porventura | poderá | "
    "poderão | poderia | poderiam | pode | podem | seria | seriam | teria | teriam | estaria | estariam | "
    "terá | terão | deverá | deverão | deveria | deveriam | parece | parecem | suspeito* | suspeita* | "
    "possível | possíveis | provável | prováveis | sugere | sugerem | indica | indicam | prova | provam | "
    "demonstra | confirma | confirmado | confirmada | certamente | claramente | previsto | prevista | "
    "acredita-se | espera-se | estima-se | eventual | potencial | de certeza",
    modals="vai | vão | deve | devem | pode | podem | poderia | poderiam | deveria | deveriam | tem de | "
    "têm de | irá | irão",
    approximately="cerca de | aproximadamente | quase | pelo menos | no máximo | até | mais de | menos de "
    "| por volta de | perto de | uns | umas | apenas | só | somente | exatamente",
    saying="diz | dizem | disse | disseram | afirma | afirmam | afirmou | afirmaram | declara | declarou "
    "| declararam | anuncia | anunciou | anunciaram | informa | informou | informaram | explica | "
    "explicou | explicaram | garante | garantiu | garantiram | assegura | assegurou | acrescenta | "
    "acrescentou | adianta | adiantou | admite | admitiu | reconhece | reconheceu | alerta | alertou | "
    "confirma | confirmou | confirmaram | escreve | escreveu | conta | contou | refere | referiu | "
    "sublinha | sublinhou | revela | revelou | comentou",
    according="segundo | de acordo com | conforme | nas palavras de | na opinião de | citando | citado "
    "por | no entender de",
    hearsay="fontes | uma fonte | fonte | porta-voz | soube-se | apurou-se | sob anonimato | foi noticiado",
    numbers="zero=0 um=1 uma=1 dois=2 duas=2 três=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 "
    "onze=11 doze=12 treze=13 catorze=14 quatorze=14 quinze=15 dezasseis=16 dezesseis=16 dezassete=17 "
    "dezessete=17 dezoito=18 dezanove=19 dezenove=19 vinte=20 trinta=30 quarenta=40 cinquenta=50 "
    "sessenta=60 setenta=70 oitenta=80 noventa=90 cem=100 cento=100 duzentos=200 trezentos=300 "
    "quinhentos=500 mil=1000 milhão=1000000 milhões=1000000 bilhão=1000000000 bilhões=1000000000 "
    "dezena=10 dezenas=tens dúzia=12 dúzias=dozens centena=100 centenas=hundreds milhares=thousands "
    "metade=0.5 meio=0.5 meia=0.5 terço=1/3 quarto=0.25 dobro=x2 triplo=x3 primeiro=1st primeira=1st "
    "segundo=2nd terceiro=3rd terceira=3rd vários=several várias=several ambos=2 ambas=2 maioria=majority "
    "minoria=minority todos=all todas=all",
    magnitudes="milhão=1000000 milhões=1000000 mil=1000 bilhão=1000000000 bilhões=1000000000 mi=1000000 "
    "bi=1000000000 cem=100 dúzia=12",
    units="metro | metros | m; quilómetro | quilómetros | quilômetro | quilômetros | km; centímetro | "
    "centímetros | cm; milímetro | milímetros | mm; milha | milhas; pé | pés; km/h | quilómetros por hora "
    "| quilômetros por hora; quilo | quilos | quilograma | quilogramas | kg; grama | gramas | g; tonelada "
    "| toneladas; litro | litros | l; hectare | hectares | ha; metros quadrados; quilómetros quadrados | "
    "quilômetros quadrados; grau | graus; por cento | %; ponto | pontos; euro | euros | €; dólar | "
    "dólares | $; real | reais | r$; cêntimo | cêntimos; centavo | centavos; megawatt | megawatts",
    when="até novo aviso | imediatamente | em breve | brevemente | recentemente | mais tarde | mais cedo "
    "| atualmente | diário | semanal | mensal | anual | temporariamente | definitivamente | na semana "
    "passada | na próxima semana | no mês passado | no ano passado | no próximo ano | este ano | este mês "
    "| esta semana | ontem à noite",
    titles="sr. | sra. | senhor | senhora | dr. | dra. | doutor | doutora | professor | professora | "
    "prefeito | prefeita | presidente | presidenta | vice-presidente | autarca | vereador | vereadora | "
    "ministro | ministra | primeiro-ministro | primeira-ministra | dirigente | porta-voz | juiz | juíza | "
    "procurador | procuradora | advogado | advogada | diretor | diretora | deputado | deputada | senador "
    "| senadora | chefe | secretário | secretária | governador | governadora | general | coronel | "
    "capitão | comissário | bispo | papa | rei | rainha | príncipe | princesa | treinador | treinadora | "
    "líder | reitor | reitora | embaixador | embaixadora | sindicalista | coordenador | coordenadora",
    bodies="câmara | prefeitura | polícia | guarda | ministério | tribunal | supremo | governo | conselho "
    "| congresso | senado | assembleia | parlamento | cidade | província | região | município | empresa | "
    "companhia | banco | sindicato | partido | associação | hospital | escola | universidade | igreja | "
    "comissão | comité | comitê | agência | autoridade | oposição | exército | bombeiros | federação | "
    "estado",
    small="o | a | os | as | um | uma | uns | umas | ao | aos | à | às | do | da | dos | das | de | em | "
    "no | na | nos | nas | num | numa | com | por | pelo | pela | pelos | pelas | para | sobre | entre | "
    "desde | até | e | ou | mas | que | quem | qual | quais | cujo | cuja | onde | quando | como | se | "
    "porque | seu | sua | seus | suas | meu | minha | nosso | nossa | este | esta | estes | estas | esse "
    "| essa | isso | isto | aquele | aquela | eu | ele | ela | eles | elas | nós | lhe | lhes | me | te | "
    "é | são | era | eram | foi | foram | ser | sido | está | estão | estava | estar | tem | têm | tinha "
    "| tinham | ter | há | havia | mais | muito | também | já | após | sob | durante | não | vai | vão",
    fillers="também | já | ainda | muito | além disso | no entanto | porém | todavia | então | agora | "
    "assim | inclusive | depois | finalmente | atualmente | por sua vez | entretanto | novamente",
    grammar="o | a | os | as | um | uma | de",
    opposites=(
        "sobe | sobem | subiu | subiram | aumenta | aumentou | aumentaram | cresce | cresceu | alta | mais | aumento "
        "/ desce | descem | desceu | desceram | diminui | diminuiu | cai | caem | caiu | caíram | baixa "
        "| baixou | menos | redução | queda",
        "ganha | ganhou | venceu | vitória / perde | perdeu | derrota",
        "aceita | aceitou | aprova | aprovou | aprovado / recusa | recusou | rejeita | rejeitou | "
        "rejeitado | chumbou",
        "permite | permitiu | permitido | legal / proíbe | proibiu | proibido | ilegal",
        "abre | abriu | aberto | aberta / fecha | fechou | fechado | fechada | encerra | encerrou",
        "começa | começou | inicia | iniciou / termina | terminou | acaba | acabou",
        "culpado | culpada | condenado | condenada / inocente | absolvido | absolvida",
        "positivo | positiva / negativo | negativa",
        "a favor / contra",
        "com / sem",
        "antes / depois",
        "possível / impossível",
        "seguro | segura / perigoso | perigosa | inseguro",
        "vivo | vivos | sobreviveu / morto | mortos | morreu | morreram",
        "sucesso / fracasso",
        "verdadeiro | verdade / falso | falsa | mentira",
        "sempre / nunca",
        "todos / nenhum | ninguém",
        "bom | boa | bem | melhor / mau | má | mal | pior",
        "forte / fraco | fraca",
        "confirma | confirmou / nega | negou | desmente | desmentiu",
        "maioria / minoria",
        "público | pública / privado | privada",
        "norte / sul",
        "alguns | algum / nenhum | nenhuns",
        "conhecido / desconhecido",
    ),
    slips="mas mais; há a; à a; e é; por pôr; esta está; tem têm; mal mau; onde aonde; porque porquê; que "
    "quê; é são; foi foram; metro metrô; facto fato; acção ação; António Antônio",
    media="foto | fotos | fotografia | imagem | imagens | legenda | crédito | créditos | gráfico | "
    "infografia | infográfico | mapa | ilustração | fotógrafo | arquivo",
    teasers="vídeo | video | áudio | podcast | veja | assista | ouça | ver | ouvir | galeria | "
    "fotogaleria | em imagens | assistir | em vídeo",
    decimal=",",
)
