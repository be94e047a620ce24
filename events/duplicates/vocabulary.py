"""Words of titles: what means the same, and what tells little."""

from __future__ import annotations

from functools import lru_cache

from events.lookup.phrases import Phrases

# One thing under several names. The left side is a pattern over canonical words: bare, small, without “of” and “the”.
SAME_THING = Phrases(
    [
        ("foreign (?:terrorism )?fighters?|ftfs?", "ftf"),
        ("violent extremis[mt]s?|p ?cve|pve|cve|verlt", "pve"),
        (
            "(?:counter(?:ing)? )?financ(?:ing|e) terror(?:ism)?|(?:counter )?terror(?:ism)? financ(?:ing|e)|cft|ctf",
            "cft",
        ),
        ("money laundering|aml", "aml"),
        ("mutual legal assistance|mla", "mla"),
        ("memorand(?:um|a)(?: understanding| cooperation)?|mous?", "mou"),
        ("small arms(?: light weapons)?|salw", "salw"),
        ("improvised explosive devices?|ieds?", "ied"),
        ("weapons mass destruction|wmd", "wmd"),
        ("chemical biological radiological nuclear(?: explosives?)?|cbrne?", "cbrn"),
        ("advance passenger information|api", "api"),
        ("passenger name records?|pnr", "pnr"),
        ("train(?:ing)? trainers?|tot", "training"),
        ("early warning network|ewn", "ewn"),
        ("deputy (?:foreign ministers?|ministers? foreign affairs|fms?)|dfms?", "dfm"),
        ("foreign ministers?|ministers? foreign affairs|fms?", "fm"),
        ("ministers? justice|justice ministers?", "jm"),
        ("interior ministers?|ministers? (?:interior|internal affairs)", "im"),
        ("joint working groups?|jwg|working groups?", "wg"),
        ("(?:counter |anti )?terror(?:ism|ists?)?|ct", "terror"),
        ("united nations", "un"),
        ("security council resolutions?|unscr|scr|resolutions?", "resolution"),
        ("member states?|participating states?|countries|states|nations", "state"),
        ("members? parliaments?|parliamentarians?|parliamentary|mps|lawmakers?", "parliament"),
        ("journalists?|media|press", "media"),
        (
            "penitentiar(?:y|ies)|prisons?|correction(?:s|al)|detention|penal|prisoners?|inmates?|convicts?|offenders?",
            "prison",
        ),
        ("young people|youths?|young", "youth"),
        ("women|woman|gender|female", "women"),
        ("return(?:ees?|ing|ed|s)|repatriat(?:ion|ed|ing)", "return"),
        ("victims?|survivors?", "victim"),
        ("internet|cyber(?:space|security)?|digital", "cyber"),
        ("law enforcement|police|policing|law enforcers?", "police"),
        ("frontiers?|borders?", "border"),
        ("vulnerable targets?|soft targets?|crowded places?|public spaces?", "targets"),
        ("inaugurat(?:ion|es?|ed)|launch(?:es|ed|ing)?|opening|opens|opened|establish(?:ed|ment|es)?", "launch"),
        ("sign(?:s|ed|ing)|signature", "sign"),
        ("prepar(?:atory|ation|ations)|planning", "preparatory"),
        ("behaviou?r(?:al)?", "behavior"),
        ("judges?|judiciary|judicial|magistrates?", "judge"),
        ("prosecut(?:ors?|ion|ing|e)", "prosecut"),
        ("francophone|french speaking", "francophone"),
        ("anglophone|english speaking", "anglophone"),
        ("drugs?|narcotics?", "drug"),
        ("exercises?|drills?", "exercise"),
        ("missions?|visits?|visited", "visit"),
        ("personnel|staff|officers|officials|employees|workers|agents", "staff"),
        ("teach(?:es|ing)?|taught|train(?:s|ed)?|training|course|courses", "training"),
        ("covid(?: 19)?|pandemic|coronavirus", "covid"),
        ("universal instruments|(?:global|international|un) conventions?|legal instruments", "conventions"),
        ("specialists?|experts?|practitioners?|professionals?", "expert"),
        ("cash|money|funds?|financ(?:e|ial|es|ing)", "finance"),
        ("criminals?|crimes?|organi[sz]ed crimes?", "crime"),
        ("ministerial|ministers?", "minister"),
        ("researchers?|research|scholars?|academics?|academia|scientific", "research"),
        ("radicali[sz](?:ation|ed|ing)", "radical"),
        ("extremis[mt]s?", "extremism"),
        ("weapons?|arms|guns?|firearms?", "arms"),
        ("human rights?", "humanrights"),
        ("(?:trafficking|trade|smuggling) (?:in )?(?:persons|human beings|people|humans)", "humantrade"),
        ("human trafficking|(?:migrant|people) smuggl(?:ing|ers)", "humantrade"),
        ("early warning|early alert", "earlywarning"),
        ("road ?maps?|action plans?|plans? action", "plan"),
        ("non ?profits?(?: organi[sz]ations?| sector)?|npos?|charit(?:y|ies|able)", "npo"),
        ("(?:brought|bring|sent|taken) (?:back|home)", "return"),
        ("(?:conflict|war|combat) zones?", "warzone"),
        ("r and r|r r|prr", "rehabilitation reintegration"),
        ("(?:special|security|secret|intelligence) services?|spy chiefs?|spies", "intelligence"),
        ("agreements?|accords?|pacts?|treat(?:y|ies)|protocols?", "agreement"),
        ("assess(?:es|ment|ments|ing|ed)?|evaluat(?:es|ion|ions|ing|ed)", "assessment"),
    ],
    around=r"(?<![@\w])(?:%s)(?!\w)",
)

# Words for the event itself and for what press releases say of any event.
OF_ANY_EVENT = frozenset(
    """
    activities activity ad address adopt adopted agenda agree agreed aim annual around attend attended began begin
    begins brief briefed briefing briefs bring brings build building call calls capacity capital ceremony chair
    chaired closing committee community complete completed completes conclude concluded concludes conduct conducted
    conference congress consultation consultations consulted convene convened convenes council course day days
    debate debates delegation delegations dialogue discuss discussed discusses discussing discussion ended ending
    ends event events exchange exercise expert experts finance first focus forum fund funded gather gathered
    gathering gathers global group head heads held help helps high hold holding holds host hosted hosts inform
    informs initiative international issues joint key kick latest lecture level marked marks meet meeting meetings
    meets minister ministers national new news office official officials online opening opportunities organize
    organized organizes part participant participants participate partner partners place play plays plenary practice
    practices practitioner practitioners preparedness present presentation presented presents program project region
    regional regular release remarks role round said say says second section seminar senior series session side
    speak speaks special specialist specialists sponsor staff stakeholders start state statement steering strengthen
    strengthening sub summit support supports table take takes talk talks teach teaches team theme three time told
    took topic towards train trained training trains two under underway update urge urges virtual visit webinar week
    wg with within work working workshop workshops world year years
    """.split()  # noqa: SIM905 - as a list it would fill a page
)

# Words that join others, and those in which headlines tell of anything.
OF_ANY_HEADLINE = frozenset(
    """
    about across after again against ahead all allow along also amid among another any are around back be because
    become been before being below between beyond both but can could did do does doing down during each even ever every
    few for forward from further get gets getting give gives given go goes going gone good got had has have he her here
    him his how if in into is it its itself just last least less let like made make makes making many may more most
    much must need needs next no not now off on once one only or other others our out over own per possible rather same
    she should since so some still such than that their them themselves then there these they this those through
    thus to together too toward under until up upon us use used using very via was way ways we well were what when where
    whether which while who whom whose why will without would yet you your
    abuse act action advance afresh aims alongside announce announces answer appeal appeals approve approves approved
    arrive arrives ask asks assemble assembled assembles back backs backed become begin behind better big boost boosts
    carry cast celebrate celebrated celebrates challenge challenges chance change changes check chief chiefs city close
    closer closes collect combine come comes coming commend commends commit commits compare compares congratulate
    congratulates consider considers continue continues count cover create creates debut decade deepen deepens deliver
    delivers describe detect develop developed developing development devote different easier effort efforts eliminate
    embark emerge emphasize end endorse endorses engage enhance enhances enhancing ensure establish examine examines
    expand expands experience experiences explain explains explore explores express face faces facing favor find finds
    five follow following foster fostering four free future gain generation great greet greets grow guide half halt hand
    hands hear heard hears hone hones hope hopes hour idea ideas identify identifies identifying improve improves
    improving include increase introduce introduces introduction invite invites involve keep keeps know knowledge large
    largest lay lead leader leaders leading learn learned learning learns lesson lessons line list long look looks main
    maintain major map mark milestone modern modernize month months mount move moves name necessary neighbor neighbors
    neighbour neighbours night note notes number offer offers old open order outline outlines pave perspective phase
    picture pledge pledges point points praise praises prepare prepares problem problems progress promise promises
    promote promotes promoting propose proposes provide provides push put puts question questions raise raises reach
    reaches ready receive receives recognize recognizing recommend recommendations reduce refine reform reforms renew
    renews report reports respond responding result results return reveal review reviews role run runs safe safer
    scene scope search see seek seeks seen send sends serve set sets settle several shape share shared shares sharing
    show shows side sit sits six skill skills solution solutions spot spots stage stand stands step steps stop stopping
    stops strengthened strengthens stress stresses strong stronger study success sum sustain system systems tackle
    tackles tackling target task teacher team ten test tests thank thanks thing think tie ties tool tools top tour
    tours turn turns unite united unites unity unveil unveils various view views vow vows wait walk want wants warn
    warns watch welcome welcomed welcomes win wish work worked works world worth write
    """.split()  # noqa: SIM905
)

# Words of the subject, which very many events share.
OF_THE_SUBJECT = frozenset(
    """
    address addressing africa african asia asian assistance authority center central combat combating convention
    cooperation coordination counter countering crime criminal dialog east europe european extremism fight fighting
    framework implement implementation implementing initiative justice launch law legal northern organization
    pacific plan policy prevent preventing prevention program protect protecting protection pve radical
    radicalization resolution response right rule sahel security sign south southeast southern state strategic
    strategy terror threat threats training transnational un union violence violent visit west western
    """.split()  # noqa: SIM905
)

# What makes an event a part of another, or one beside it, when only one of the two titles says it.
OF_A_PART = frozenset({"side", "preparatory", "reception", "exhibition"})

MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    """.split()  # noqa: SIM905
)

ENDINGS = (
    "isations", "izations", "isation", "ization", "ations", "ation", "ising", "izing", "ised", "ized", "ments", "ment",
    "ists", "ist", "isms", "ism", "ities", "ity", "ions", "ion", "ings", "ing", "ives", "ive", "ers", "ors", "ees",
    "ies", "als", "al", "ed", "es", "er", "or", "s", "y",
)  # fmt: skip
SHORTEST_STEM = 4


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """An English word without its usual ending: “rehabilitating” and “rehabilitation” agree."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


OF_ANY_EVENT, OF_THE_SUBJECT = (
    frozenset(map(stem, words)) for words in (OF_ANY_EVENT | OF_ANY_HEADLINE - {"target", "return"}, OF_THE_SUBJECT)
)
