"""The edits of the first minute and a half, while somebody is watching the front page for the first time.

The kinds that matter most come first: a toll, a softened headline, a hedge, an amount, quotation marks, a
quotation.
"""

from newswatch.demo.edits import Add, Drop, Edit, Headline, Move, Standfirst, Words

FIRST_EDITS: tuple[Edit, ...] = (
    Edit(
        6,
        "warehouse-fire",
        "a death toll is corrected, and a blaze becomes a fire",
        (
            Headline("Five dead in Saltgate warehouse fire"),
            Words("Four people died when fire", "Five people died when fire"),
            Add(
                "A fifth body, that of a man of about sixty, was found when the floor was lifted.",
                "Three of the dead",
            ),
        ),
    ),
    Edit(
        8,
        "bridge-audit",
        "a headline is softened",
        (
            Headline("Audit raises questions over mayor’s account of Minster Bridge cost"),
            Words("misled councillors about the cost", "gave councillors an incomplete account of the cost"),
        ),
    ),
    Edit(
        10,
        "korvenia-election",
        "a victory becomes a claim",
        (
            Headline("Ilves claims victory in Korvenian presidential election"),
            Standfirst(
                "Former railway engineer ahead as the Homeland Union faces the end of nineteen years"
                " in power."
            ),
            Words(
                "has won the presidency of Korvenia, ending",
                "has claimed the presidency of Korvenia, which would end",
            ),
        ),
    ),
    Edit(
        12,
        "hospital-scanners",
        "an amount is corrected: 1.4 million becomes 14 million",
        (
            Standfirst("St Brannoc’s spent 14 million crowns on machines that do not fit through the door."),
            Words("The machines cost 1.4 million crowns", "The machines cost 14 million crowns"),
        ),
    ),
    Edit(
        14,
        "telun-strait-accord",
        "quotation marks are taken from a headline",
        (Headline("Telun minister considers her position over strait accord"),),
    ),
    Edit(18, "mutual-outage", "a quotation is dropped", (Drop("“I was not tempted"),)),
    Edit(
        27,
        "tram-goat",
        "a name is corrected, and the paper says so",
        (
            Words("The driver, Ottoline Greaves, 34,", "The driver, Ottilie Greaves, 43,"),
            Add(
                "• This article was amended because an earlier version gave the driver’s first name"
                " as Ottoline and her"
                " age as 34. She is Ottilie Greaves, and 43. The goat’s name was given correctly."
            ),
        ),
        open=True,
    ),
    Edit(
        34,
        "saltgate-power-cut",
        "a developing story grows, and a figure in it doubles",
        (
            Headline("Power cut leaves 12,000 homes dark in Saltgate and the Strand"),
            Words("about 6,000 households were affected", "about 12,000 households were affected"),
            Add(
                "The fire service freed eleven people from lifts. One of them, a piano tuner, asked"
                " to be put back until"
                " he had finished his sandwich.",
                "St Brannoc’s Hospital",
            ),
        ),
        open=True,
    ),
    Edit(
        40,
        "harbour-crane-trial",
        "a sentence turns into its opposite",
        (
            Headline("Harbourmaster did not know of crack in crane, court hears"),
            Standfirst(
                "Defence opens its case over the deaths of two dockers when the jib of number 4 crane fell."
            ),
            Words("Mr Brandreth will say that he was told", "Mr Brandreth will say that he was never told"),
            Words("of a blemish in the paint", "of more than a blemish in the paint"),
        ),
    ),
    Edit(
        47,
        "obituary-severin-blay",
        "an age and a date are corrected",
        (
            Words("who has died aged 87", "who has died aged 88"),
            Words("born 9 March 1938", "born 9 March 1937"),
        ),
    ),
    Edit(
        54,
        "maktabat-tall-al-sanabil",
        "a denial is turned round, in a script that runs from right to left",
        (
            Words(
                "وأكدت البلدية أن أياً من المخطوطات لم يتعرض للتلف.",
                "وأقرّت البلدية بأن أربعاً من المخطوطات تعرضت للتلف بسبب الرطوبة.",
            ),
        ),
    ),
    Edit(
        58,
        "shiomizawa-line",
        "a figure is corrected, in a script without spaces",
        (
            Standfirst("一日の利用客は四十七人。終点の駅長は「もう一度、桜を見られる」と話した。"),
            Words("一日平均の利用客は四十二人で", "一日平均の利用客は四十七人で"),
        ),
    ),
    Edit(
        66,
        "shipyard-order",
        "a paragraph moves up, unchanged",
        (Move("The city has guaranteed", after="The yard, which has had no ship"),),
    ),
    Edit(
        72,
        "mount-ozurra-evacuation",
        "a hedge is added and a death is taken back",
        (
            Words(
                "said that two people died when a lorry left",
                "said that one person was reported to have died when a lorry left",
            ),
        ),
    ),
    Edit(
        80,
        "bridge-audit",
        "a denial is added",
        (
            Words(
                "The mayor’s office did not respond to a request for comment before publication.",
                "A spokesman for Ms Orrin denied that she had misled anybody. “The mayor gave the"
                " figure that she had"
                " been given,” he said.",
            ),
        ),
    ),
    Edit(
        88,
        "saltgate-power-cut",
        "a cause is named, as a possibility",
        (
            Standfirst(
                "Trams have stopped on four lines. Water in a substation may be the cause, the grid"
                " company says."
            ),
            Words(
                "that the grid company said it could not yet explain",
                "that may have been caused by water in a substation",
            ),
        ),
        open=True,
    ),
)
