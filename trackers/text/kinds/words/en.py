"""English words for kinds of change."""

from trackers.text.kinds.words.en_spelling import COMMON, TRAPS
from trackers.text.kinds.words.model import Words

ENGLISH = Words(
    lang="en",
    negations="not | didnt | doesnt | dont | isnt | wasnt | wont | cant | couldnt | wouldnt | hasnt | "
    "havent | arent | werent | shouldnt | no | never | none | nobody | nothing | nowhere | neither | nor "
    "| without | cannot | can't | won't | don't | doesn't | didn't | isn't | aren't | wasn't | weren't | "
    "hasn't | haven't | hadn't | wouldn't | couldn't | shouldn't | mustn't | mightn't | needn't | ain't | "
    "no longer | no one | hardly | barely | scarcely | fails to | failed to | fail to | refused to | "
    "refuses to | denied | denies | deny | denying | denial | lack of | lacks | lacked | ruled out | "
    "rules out",
    hedges="alleged | allegedly | reportedly | apparently | seemingly | supposedly | purportedly | "
    "purported | ostensibly | probably | possibly | perhaps | maybe | likely | unlikely | presumably | "
    "presumed | suspected | suspect | suspects | suspicion | may | might | could | can | appear | appears "
    "| appeared | appearing | seem | seems | seemed | suggest | suggests | suggested | suggesting | "
    "believed | believes | believe | thought to | thought | rumoured | rumored | unconfirmed | confirmed "
    "| confirm | confirms | claim | claims | claimed | claiming | accused | so-called | potentially | "
    "potential | expected to | expected | is set to | set to | due to | is understood to | understood to "
    "| understood | said to be | said to have | feared | fears | certainly | definitely | clearly | "
    "undoubtedly | surely | evidently | doubtless | prove | proves | proved | proven | shows | show | "
    "showed | indicate | indicates | indicated | imply | implies | implied | unclear | uncertain | "
    "certain | sure | estimated | planned | plans to | hopes to | aims to | intends to | intended to | "
    "considering | tentatively | provisional | provisionally | assumed | assumes | probable | possible | "
    "doubtful | expects to | linked to | should | would | vowed | in theory | in principle | almost "
    "certainly | very likely | apparent | arguably | tipped to | conceivably | is thought | are thought | "
    "it is believed | at risk of | could have | may have | would-be | proposed",
    modals="will | would | shall | should | must | can | could | may | might | has to | have to | is "
    "going to | are going to | 'll | 'd",
    approximately="about | around | approximately | roughly | nearly | almost | at least | at most | up "
    "to | more than | less than | over | under | fewer than | some | estimated | as many as | as much as "
    "| close to | circa | well over | just over | just under | only | exactly | precisely | no more than "
    "| no fewer than",
    saying="say | says | said | saying | tell | tells | told | announce | announces | announced | "
    "announcing | report | reports | reported | claim | claims | claimed | state | states | stated | "
    "write | writes | wrote | add | adds | added | explain | explains | explained | insist | insists | "
    "insisted | warn | warns | warned | argue | argues | argued | confirm | confirms | confirmed | "
    "declare | declares | declared | admit | admits | admitted | note | notes | noted | reveal | reveals "
    "| revealed | acknowledge | acknowledges | acknowledged | concede | concedes | conceded | comment | "
    "commented | complain | complained | maintain | maintains | maintained | estimate | estimates | "
    "testify | testified | tweeted | posted | quoted as saying | suggested | suggests | believe | "
    "believes | alleges | alleged that | alleging | deny | denies | denied | asks | asked | fear | fears "
    "| feared | allege | predict | predicts | predicted | hope | find | finds | concluded | recalled | "
    "remarked | pledged | promised | vowed",
    according="according to | in the words of | as reported by | quoting | citing | cited by | on the "
    "word of | sources at | sources in | sources close to | the view of | in a statement | a statement "
    "from | a statement by | figures from | in the opinion of | on the evidence of | data from | based on "
    "| told by",
    hearsay="it emerged | it has emerged | it is understood | it was claimed | it is claimed | it is said "
    "| it was said | sources | a source | one source | the source | spokesman | spokeswoman | "
    "spokesperson | insiders | it was reported | an insider | eyewitnesses | it is believed | anonymous",
    concluding="found | finds | showed | shows | concluded | concludes | ruled | rules | heard",
    numbers="zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 "
    "twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 "
    "twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 "
    "thousand=1000 million=1000000 billion=1000000000 dozen=12 half=0.5 third=1/3 quarter=0.25 thirds=1/3 "
    "quarters=0.25 fifth=5th sixth=6th seventh=7th eighth=8th ninth=9th tenth=10th first=1st second=2nd "
    "fourth=4th dozens=dozens hundreds=hundreds thousands=thousands millions=millions billions=billions "
    "scores=scores twice=x2 once=x1 double=x2 doubled=x2 triple=x3 tripled=x3 single=1 couple=2 pair=2 "
    "both=2 several=several few=few many=many most=most all=all majority=majority minority=minority "
    "none=0 tens=tens halved=0.5 score=20 trillion=1000000000000 solo=1 trio=3 quartet=4 eleventh=11th "
    "twelfth=12th twentieth=20th twenty-one=21 twenty-two=22 twenty-three=23 twenty-four=24 "
    "twenty-five=25 twenty-six=26 twenty-seven=27 twenty-eight=28 twenty-nine=29 thirty-one=31 "
    "thirty-two=32 thirty-three=33 thirty-four=34 thirty-five=35 thirty-six=36 forty-two=42 forty-five=45 "
    "fifty-five=55 seventy-five=75 two-thirds=2/3 one-third=1/3 three-quarters=0.75 one-half=0.5",
    magnitudes="million=1000000 millions=1000000 mn=1000000 m=1000000 billion=1000000000 bn=1000000000 "
    "b=1000000000 trillion=1000000000000 tn=1000000000000 thousand=1000 k=1000 hundred=100 dozen=12 "
    "lakh=100000 lakhs=100000 crore=10000000 crores=10000000 score=20",
    units="kilobyte | kilobytes | kb; megabyte | megabytes | mb; gigabyte | gigabytes | gb; "
    "metre | metres | meter | meters | m; kilometre | kilometres | kilometer | kilometers | km | "
    "kms; centimetre | centimetres | centimeter | centimeters | cm; millimetre | millimetres | mm; mile | "
    "miles | mi; foot | feet | ft; inch | inches | in; yard | yards | yd; mph | miles an hour | miles per "
    "hour; km/h | kmh | kph | kilometres an hour | kilometres per hour | kilometers per hour; kilogram | "
    "kilograms | kg | kilo | kilos; gram | grams | g; tonne | tonnes; ton | tons; pound | pounds | lb | "
    "lbs; stone; ounce | ounces | oz; litre | litres | liter | liters | l; gallon | gallons; pint | "
    "pints; hectare | hectares | ha; acre | acres; square miles | square mile; square kilometres | square "
    "kilometre | sq km; square metres | square feet; degree | degrees; celsius | c; fahrenheit | f; "
    "percent | per cent | pc | %; percentage point | percentage points | points; dollar | dollars | usd | "
    "$; euro | euros | eur | €; sterling | gbp | £; cent | cents; penny | pence; yen; franc | francs; "
    "dinar | dinars; crown | crowns; knots | knot; watt | watts | w; megawatt | megawatts | mw; kilowatt "
    "| kilowatts | kw; gigawatt | gigawatts | gw; nautical miles | nautical mile; rupee | rupees; rouble "
    "| roubles",
    when="early trading | the close | by the close | at the close | the opening | further notice | last "
    "night | last week | last month | last year | next week | next month | next year | this week | this "
    "month | this year | this morning | this afternoon | this evening | immediately | soon | at once | "
    "recently | earlier | later | shortly | in due course | for good | permanently | temporarily | "
    "indefinitely | hourly | daily | weekly | monthly | yearly | annual | annually | weekdays | lunchtime "
    "| rush hour | new year | by now | so far | until now | ago | nightly | fortnightly | the weekend | "
    "overnight | midday | late | early | mid-morning | long-term | short-term | in time",
    titles="mr | mrs | ms | miss | dr | dr. | mr. | mrs. | ms. | prof | prof. | professor | doctor | sir "
    "| lord | lady | dame | baroness | baron | rev | reverend | father | sister | bishop | archbishop | "
    "pope | rabbi | imam | president | vice-president | prime minister | minister | secretary | "
    "chancellor | mayor | deputy mayor | governor | senator | councillor | mp | judge | justice | "
    "magistrate | chairman | chairwoman | chair | chairperson | director | managing director | chief "
    "executive | ceo | chief | head | leader | deputy | captain | colonel | general | major | sergeant | "
    "lieutenant | commander | admiral | inspector | constable | superintendent | detective | officer | "
    "ambassador | commissioner | spokesman | spokeswoman | spokesperson | manager | coach | editor | "
    "founder | co-founder | treasurer | teacher | headteacher | principal | dean | lecturer | researcher "
    "| scientist | king | queen | prince | princess | duke | duchess | sheriff | attorney | prosecutor | "
    "lawyer | solicitor | barrister | engineer | nurse | surgeon | whip | speaker | premier | delegate | "
    "representative | congressman | congresswoman | engineer | harbourmaster | pilot | driver | vice "
    "president | first minister | home secretary | foreign minister | finance minister | sports minister "
    "| health minister | md | phd | jr | sr",
    bodies="council | county | city | town | village | government | ministry | department | parliament | "
    "senate | congress | court | high court | supreme court | police | army | navy | company | firm | "
    "bank | union | party | opposition | hospital | trust | school | university | college | church | club "
    "| agency | authority | board | commission | committee | regulator | prosecution | defence | defense "
    "| prosecutors | state | province | district | region | federation | association | charity | "
    "foundation | institute | museum | airline | railway | cabinet | treasury | watchdog | tribunal | "
    "jury | coroner | borough | parish | municipality | assembly | coastguard | fire service | ambulance "
    "service | port authority | republic | kingdom | embassy | consulate | workshop | newspaper | "
    "broadcaster | publisher | employers | developer | contractor",
    small="a | an | the | this | that | these | those | my | your | his | her | its | our | their | whose "
    "| i | you | he | she | it | we | they | me | him | us | them | who | whom | which | what | and | or "
    "| but | nor | so | yet | if | then | than | as | because | while | when | where | why | how | of | "
    "to | in | on | at | by | for | with | from | into | onto | over | under | about | after | before | "
    "during | through | between | among | against | upon | off | out | up | down | be | is | are | was | "
    "were | been | being | am | do | does | did | done | doing | have | has | had | having | will | would "
    "| shall | should | can | could | may | might | must | any | there | here | one | such | same | own | "
    "each | every | either | too | also | only | not | no | it's | that's | he's | she's | they're | "
    "we're | i'm | i've | we've | there's | let's | until | since | within | per | via | both | all | "
    "some | whether | though | although | unless | towards | toward | across | along | around | behind | "
    "beside | besides | despite | except | near | amid | himself | herself | itself | themselves | myself "
    "| ourselves | yourself | get | gets | got | 's",
    fillers="also | just | very | really | quite | rather | indeed | meanwhile | however | moreover | "
    "furthermore | now | then | already | still | even | again | too | well | actually | simply | "
    "therefore | thus | instead | currently | previously | subsequently | further | additionally | "
    "nevertheless | nonetheless | though | that | which | so | together | altogether | once | yet | "
    "thereby | hence | else | otherwise | anyway | overall | finally | eventually | ultimately | in fact "
    "| of course",
    grammar="the | a | an | of | to | in | at | that | is | are | was | were | be | been | has | have | it",
    opposites=(
        "rise | rises | rose | risen | rising | climb | climbs | climbed | grew | grow | grows | grown "
        "| growing | increase | increases | increased | increasing | gain | gains | gained | jumped | "
        "jump | soar | soared | soars | surge | surged | up | higher | growth | went up | improved | "
        "improves | improve | improving | advance | advanced / fall | falls | fell | fallen | falling | "
        "drop | drops | dropped | dropping | sink | sank | sunk | decrease | decreases | decreased | "
        "decreasing | lose | loses | lost | decline | declines | declined | declining | plunge | "
        "plunged | plunges | down | lower | shrank | shrink | shrunk | slumped | slump | tumbled | "
        "tumble | went down | worsened | worsen | worsens | worsening | reduced | reduces | reduce",
        "win | wins | won | winning | victory | beat | beats | beaten / lose | loses | lost | losing | "
        "defeat | defeated | loss",
        "more | greater | larger | bigger | most | above | over / less | fewer | smaller | least | "
        "below | under",
        "positive | positively / negative | negatively",
        "guilty | convicted | convict | conviction | convictions / innocent | cleared | acquitted | "
        "acquittal | not guilty | exonerated",
        "accept | accepts | accepted | accepting | approve | approves | approved | agreed | agree | "
        "agrees | adopted | backed | backs | back | passed | passes | welcomed | welcomes | endorsed / "
        "reject | rejects | rejected | rejecting | refuse | refuses | refused | declined | declines | "
        "opposed | opposes | oppose | blocked | blocks | disagreed | disagrees | disagree | denied | "
        "condemned | condemns | vetoed | turned down",
        "allow | allows | allowed | permit | permits | permitted | legal | lawful | lawfully | legally "
        "| authorised | authorized / ban | bans | banned | forbid | forbids | forbidden | prohibit | "
        "prohibits | prohibited | illegal | unlawful | unlawfully | illegally | outlawed | unauthorised "
        "| unauthorized | barred",
        "open | opens | opened | opening | reopen | reopens | reopened / close | closes | closed | "
        "closing | shut | shuts",
        "start | starts | started | begin | begins | began | begun | launched | launches | resume | "
        "resumed | resumes | continue | continues | continued / end | ends | ended | stop | stops | "
        "stopped | halt | halted | halts | finish | finished | suspended | suspend | cancelled | "
        "canceled | abandoned | cease | ceased | scrapped",
        "alive | survived | survive | survives | live | lives | lived | survivors / dead | died | die | "
        "dies | killed | deaths | victims",
        "safe | safely | secure | safety / unsafe | dangerous | dangerously | insecure | danger",
        "success | succeeded | succeed | succeeds | successful | successfully / failure | failed | fail "
        "| fails | unsuccessful | unsuccessfully",
        "true | truth / false | untrue | falsehood | lie | lies",
        "right | correct | correctly | rightly / wrong | incorrect | incorrectly | wrongly",
        "possible | possibly | able / impossible | unable",
        "likely | probable | probably / unlikely | improbable",
        "known | aware / unknown | unaware",
        "before | earlier | prior to / after | later | following",
        "with / without",
        "for | in favour | supported | supports | support | favour / against | opposed | opposition | "
        "oppose | opposes | opposing",
        "always | everyone | everybody | everything | everywhere | all | every / never | no one | "
        "nobody | nothing | nowhere | none | no",
        "good | better | best | well / bad | worse | worst | badly | poor",
        "strong | stronger | strengthen | strengthened | strengthens / weak | weaker | weaken | "
        "weakened | weakens",
        "hot | warm | warmer | hotter / cold | cool | colder | cooler",
        "sooner / later",
        "first / last",
        "buy | buys | bought | buying / sell | sells | sold | selling",
        "arrive | arrives | arrived | enter | enters | entered | join | joins | joined | stay | stays | "
        "stayed | remain | remains | remained / leave | leaves | left | depart | departs | departed | "
        "quit | quits | exit | exits | exited | resigned | withdrew",
        "include | includes | included | including / exclude | excludes | excluded | excluding | except",
        "profit | profits | profitable | surplus / loss | losses | deficit | unprofitable | debt",
        "public | publicly / private | privately | secret | secretly",
        "present | attended | attend / absent | missed | boycotted | skipped",
        "friend | friends | ally | allies / enemy | enemies | rival | rivals | foe",
        "hero / villain",
        "confirmed | confirms | confirm | admitted | admits | admit / denied | denies | deny",
        "peaceful | peacefully | calm / violent | violently | tense",
        "full / empty",
        "majority / minority",
        "north | northern / south | southern",
        "east | eastern / west | western",
        "left-wing / right-wing",
        "fit | healthy / unfit | ill | injured | unhealthy",
        "affected / unaffected | spared",
        "satisfied | happy | pleased / dissatisfied | unhappy | displeased | angry",
        "agreement / disagreement",
        "expected / unexpected | surprise",
        "free | freed | released | release / jailed | detained | arrested | imprisoned | captured",
        "found / missing | lost",
        "victim | victims / attacker | attackers | perpetrator | suspect | suspects",
        "plaintiff / defendant",
        "employer / employee",
        "maximum / minimum",
        "top / bottom",
        "import | imports | imported / export | exports | exported",
        "optional | voluntary / compulsory | mandatory | obligatory",
        "faster | fast | quickly | accelerated / slower | slow | slowly | slowed",
        "ahead / behind",
        "easy | easier / difficult | hard | harder",
        "upheld | upholds | imposed | imposes / lifted | lifts | overturned | overturns | quashed",
        "valid / invalid",
        "complete | completed / incomplete",
        "conscious / unconscious",
        "stable / unstable | critical",
        "armed / unarmed",
        "married / unmarried | divorced | single",
        "proven | proved / unproven | disproved",
        "raised | raise | raises | raising / lowered | lower | lowers | cut | cuts | cutting",
        "widened | expand | expanded | expands / narrowed | contracted | contract | contracts",
        "inside / outside",
        "near / far",
        "old | older / young | younger | new | newer",
        "rich | richer / poor | poorer",
        "adequate | sufficient | enough / inadequate | insufficient",
        "popular / unpopular",
        "willing / unwilling",
        "fair | fairly / unfair | unfairly",
        "necessary / unnecessary",
        "usual / unusual",
        "credible / incredible",
        "loyal / disloyal",
        "prosecution / defence | defense",
    ),
    same=(
        "alive | safe",
        "called off | scrapped | cancelled | canceled | abandoned | axed | dropped",
        "start | begin | commence | starts | begins | started | began | kicks off",
        "quits | resigns | steps down | quit | resigned | stepped down | stands down | stood down",
        "big | large | huge | massive | giant",
        "car | vehicle",
        "kids | children | youngsters",
        "house | home",
        "hurt | injured | wounded",
        "wrecked | destroyed | ruined",
        "wrecks | destroys | ruins",
        "buys | acquires | bought | acquired",
        "ends | finishes | concludes",
        "helps | aids | assists",
        "asks | requests",
        "shuts | closes | shut | closed",
        "blaze | fire",
        "cash | money | funds",
        "boss | chief | head",
        "probe | investigation | inquiry",
        "row | dispute | argument",
        "talks | negotiations",
        "cops | police | officers",
        "jailed | imprisoned | sent to prison",
        "killed | dead | dies | died",
        "cuts | reduces | cut | reduced | slashes | slashed",
        "rises | increases | rose | increased",
        "falls | drops | declines | fell | dropped | declined",
        "hits | strikes | hit | struck",
        "shows | reveals | showed | revealed",
        "urges | calls on | urged | called on",
        "slams | criticises | criticizes | slammed | criticised | attacks | attacked",
        "backs | supports | backed | supported",
        "wins | secures | won | secured",
        "plans | intends | planned",
        "gets | receives | got | received",
        "sacked | fired | dismissed",
        "bid | attempt",
        "deal | agreement | pact",
        "warns | cautions | warned",
        "tells | informs | told",
        "near | close to | by",
        "after | following",
        "before | ahead of | prior to",
        "about | approximately | around | roughly",
        "due to | because of | owing to",
        "people | persons",
        "row | rows",
        "film | movie",
        "pub | bar",
        "rubbish | trash | waste",
    ),
    slips="its it's; payed paid; layed laid; there their they're; your you're; then than; to too; of off; "
    "lead led; loose lose; affect effect; who whom that which what; less fewer; a an; is are; was were; "
    "has have; do does; i me; principle principal; stationary stationery; passed past; whose who's; quiet "
    "quite; practice practise; licence license; complement compliment; every everyday; breath breathe; "
    "advice advise; cloth clothe; choose chose; cite site sight; brake break; peace piece; weather "
    "whether; discreet discrete; elicit illicit; ensure insure; hoard horde; pour pore; role roll; tow "
    "toe; waist waste; wave waive; dual duel; bare bear; border boarder; fourth forth; heal heel; hole "
    "whole; hear here; knew new; know no; meat meet; right write; steal steel; their's theirs; this "
    "these; that those; as like; laid lay; lie lay; hung hanged; seen saw; gone went; came come; ran run; "
    "began begun; me my; where were; we're were; it is its; in into; on onto; among amongst; while "
    "whilst; toward towards; learnt learned; burnt burned; spelt spelled; dreamt dreamed; further "
    "farther; grey gray; tyre tire; cheque check; programme program; metre meter; litre liter; kerb curb; "
    "storey story; plough plow; sceptic skeptic; pyjamas pajamas; aluminium aluminum; mum mom; per "
    "percent; inquiry enquiry; inquiries enquiries; judgement judgment; ageing aging; acknowledgement "
    "acknowledgment; adviser advisor; defence defense; offence offense; pretence pretense; okay ok; jail "
    "gaol; mould mold; moult molt; draught draft; shan't sha'n't; got gotten; focused focussed; targeted "
    "targetted; enrol enroll; fulfil fulfill; instalment installment; skilful skillful; wilful willful",
    traps=TRAPS,
    common=COMMON,
    media="photo | photos | photograph | photographs | photography | photograph by | picture | pictures | "
    "image | images | caption | graphic | graphics | illustration | map | chart | credit | photo credit | "
    "image credit | picture credit | image caption | photo by | photos by | pictures by | image by | "
    "picture by | image source | source photo | illustration by | cartoon | infographic | graphic by | "
    "drawing | main image | main picture | cover photo | file photo | file picture | composite | "
    "photographer | credits | courtesy of | picture courtesy | photo courtesy of | picture courtesy of | "
    "image courtesy of | archive photo | pic | pics | pic by | stills | still | video by | video credit | "
    "footage | artwork | sketch | painting | screenshot | gallery image | handout | photo-illustration",
    teasers="watch | listen | video | audio | podcast | gallery | photo gallery | picture gallery | in "
    "pictures | slideshow | live video | watch live | listen live | watch now | listen now | watch again "
    "| listen again | live stream | media caption | interactive | film | clip | play | hear | view | see "
    "pictures | see photos | watch the video | watch video | in video | in photos | video report | audio "
    "report | documentary | webcast",
    decimal=".",
)
