"""The edits after the first minute and a half: two a minute up to a quarter of an hour, then ever fewer.

Live stories (`live.py`) stand between them and go on after the last.
"""

from newswatch.demo.edits import Add, Byline, Drop, Edit, Headline, Move, Standfirst, Words

FIRST_QUARTER_HOUR: tuple[Edit, ...] = (
    Edit(
        105,
        "skarnholt-ice-core",
        "two digits change places",
        (Words("cooled by 3.2 degrees", "cooled by 2.3 degrees"),),
    ),
    Edit(120, "kestrel-line-pension", "a story vanishes: 410 from here on", gone=True),
    Edit(
        140,
        "warehouse-fire",
        "a neighbour’s accusation is dropped",
        (
            Drop("“Everyone in this street knew"),
            Words(
                " Residents of Hawser Lane say that they warned the company twice that people were"
                " sleeping there.",
                "",
            ),
        ),
    ),
    Edit(
        170,
        "cup-semi-final",
        "the byline changes, and the brothers change places",
        (
            Byline(("Bram Costigan", "Nell Farrow")),
            Words("Teddy Oyelaran’s younger brother Femi", "Teddy Oyelaran’s elder brother Femi"),
        ),
    ),
    Edit(
        190,
        "opera-review",
        "a hard word about a singer is softened",
        (
            Headline("The Drowned Parish: a night of glorious noise"),
            Words("sang the whole of the first act flat and the second wet", "was not at his best"),
        ),
    ),
    Edit(
        210,
        "telun-strait-accord",
        "the headline goes back to what it was",
        (Headline("Telun minister ‘ready to resign’ over strait accord"),),
    ),
    Edit(
        235,
        "pear-harvest",
        "a paragraph is added",
        (
            Add(
                "The agriculture ministry said that growers who lost more than half of their crop"
                " could put off their"
                " taxes until the autumn.",
                "The valley’s insurers",
            ),
        ),
        open=True,
    ),
    Edit(
        255,
        "korvenia-election",
        "a concession disappears",
        (
            Drop("Mr Marek conceded"),
            Words("With 91 per cent of districts counted", "With 94 per cent of districts counted"),
            Words("50.8 per cent", "49.7 per cent"),
            Words("46.3 per cent", "47.9 per cent"),
        ),
    ),
    Edit(
        280,
        "mutual-outage",
        "a sum and a promise change",
        (
            Words("In the last year it was 280,000 crowns.", "In the last year it was 820,000 crowns."),
            Words("will give up his bonus", "will give up half of his bonus"),
        ),
    ),
    Edit(
        300,
        "missing-painting",
        "the standfirst is rewritten",
        (
            Standfirst(
                "‘The Lamplighter’ was left on the museum’s steps in a bedspread, with an apology"
                " about one corner."
            ),
        ),
    ),
    Edit(
        365,
        "bridge-audit",
        "a denial is put into the middle of a sentence",
        (
            Standfirst(
                "Report says Hanna Orrin’s office knew of a 31 million crown overspend before"
                " councillors voted."
            ),
            Words("Ms Orrin was told on 3 February", "Ms Orrin was not told until 23 March"),
        ),
    ),
    Edit(
        400,
        "warehouse-fire",
        "a correction notice is added",
        (
            Words("The alarm was raised at 2.40am", "The alarm was raised at 2.14am"),
            Add(
                "• This article was corrected after publication. An earlier version said that the"
                " alarm was raised at"
                " 2.40am; it was raised at 2.14am, and the first engine arrived at 2.40am."
            ),
        ),
        open=True,
    ),
    Edit(
        430,
        "harbour-crane-trial",
        "a second name joins the byline, and a verdict is hedged",
        (
            Byline(("Odile Farrant", "Dov Castellan")),
            Words(
                "knew that the arm of a crane was cracked",
                "is alleged to have known that the arm of a crane was cracked",
            ),
        ),
    ),
    Edit(
        460,
        "shiomizawa-line",
        "a warning from the company is dropped",
        (Drop("会社の担当者は"),),
    ),
    Edit(
        500,
        "maktabat-tall-al-sanabil",
        "a paragraph is added",
        (
            Add(
                "وقالت وزارة الثقافة إنها سترسل مختصين في حفظ الورق إلى البلدة خلال أيام.",
                "ومن المقرر أن يبدأ فريق",
            ),
        ),
        open=True,
    ),
    Edit(
        545,
        "telun-strait-accord",
        "and goes forth again",
        (Headline("Telun minister considers her position over strait accord"),),
    ),
    Edit(
        600,
        "shipyard-order",
        "the size of an order is corrected in headline and text",
        (
            Headline("Vell Yard wins 206 million crown order for three ferries"),
            Words("an order worth 260 million crowns", "an order worth 206 million crowns"),
            Words("its largest contract for thirty years", "its largest contract for twelve years"),
        ),
    ),
    Edit(
        660,
        "mount-ozurra-evacuation",
        "a count grows and a priest is spared",
        (
            Headline("Eleven thousand leave villages below Mount Ozurra"),
            Words("Some 8,000 people have left", "Some 11,000 people have left"),
            Words(
                "its priest rang the bells in protest and then, the mayor said, locked the church"
                " and left by bicycle",
                "its priest rang the bells in protest",
            ),
        ),
        open=True,
    ),
    Edit(
        720,
        "obituary-severin-blay",
        "a paragraph about a marriage is taken out",
        (
            Drop("He was married three times"),
            Words("by Clementine, by two daughters", "by the actress Clementine Voss, by two daughters"),
        ),
    ),
    Edit(
        780,
        "saltgate-power-cut",
        "the story is told in the past",
        (
            Headline("Power back in Saltgate and the Strand after failure at substation"),
            Words("were without electricity on", "were without electricity for more than an hour on"),
            Words("most should have power again within the hour", "all now had power again"),
        ),
        open=True,
    ),
    Edit(
        840,
        "hospital-scanners",
        "an apology is taken out",
        (Words("said lessons had been learned. “The door", "said: “The door"),),
    ),
)

FIRST_HOURS: tuple[Edit, ...] = (
    Edit(
        1000,
        "pear-harvest",
        "halves becomes cuts by a third",
        (
            Headline("Late frost cuts the pear harvest by a third"),
            Words("is about half of what it was last year", "is about two thirds of what it was last year"),
            Words("some 5,600 tonnes", "some 7,600 tonnes"),
        ),
    ),
    Edit(
        1260,
        "skarnholt-ice-core",
        "a doubting voice is moved to the end",
        (Move("Not everyone is convinced", after="The study appears"),),
    ),
    Edit(
        1500,
        "telun-strait-accord",
        "and back once more",
        (Headline("Telun minister ‘ready to resign’ over strait accord"),),
    ),
    Edit(
        1900,
        "korvenia-election",
        "a claim becomes a victory again",
        (
            Headline("Ilves wins Korvenian presidency after recount in Tolm"),
            Words(
                "has claimed the presidency of Korvenia, which would end",
                "has won the presidency of Korvenia, ending",
            ),
            Words("With 94 per cent of districts counted", "With all districts counted"),
            Words("49.7 per cent", "50.1 per cent"),
        ),
        open=True,
    ),
    Edit(
        2400,
        "harbour-crane-trial",
        "a sentence spoken in court is no longer quoted",
        (
            Words(
                "“He knew what he was looking at,” she said. “I put his finger on it.”",
                "She said that he had looked at it.",
            ),
        ),
    ),
    Edit(
        3100,
        "mutual-outage",
        "the day is counted again",
        (Headline("Saltgate Mutual says sorry after customers locked out for third day"),),
    ),
    Edit(
        4200,
        "missing-painting",
        "a valuation is withdrawn",
        (Words("when it was taken and may now be worth twenty times as much", "when it was taken"),),
    ),
    Edit(
        5400,
        "shipyard-order",
        "a guarantee becomes larger",
        (Words("guaranteed a loan of 40 million crowns", "guaranteed a loan of 64 million crowns"),),
    ),
    Edit(
        7200,
        "telun-strait-accord",
        "what was denied has happened",
        (
            Headline("Telun fisheries minister resigns over strait accord"),
            Standfirst("Marisol Quentain says she cannot defend limits that give up a third of the catch."),
            Words("is “ready to resign” rather than defend", "has resigned rather than defend"),
            Words(
                "her country’s catch in the Merasov Strait, two of her colleagues said.",
                "her country’s catch in the Merasov Strait.",
            ),
        ),
        open=True,
    ),
    Edit(
        9000,
        "bridge-audit",
        "the sharper headline returns",
        (Headline("Mayor misled council over cost of Minster Bridge, audit finds"),),
    ),
)
