"""What :mod:`workbench.domain.datetense` tells by whether a day has been: verbs, and signs of what is to come."""

from workbench.domain.surroundings import QUOTED


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TIMES = r"(?:morning|afternoon|evening|night|lunchtime|dawn|midday|noon)"
TOKEN = rf"[^\W\d_]+(?:['-][^\W\d_]+)*|\d[\d,.]*|{QUOTED}+|[^\w\s]"
DATELINE = r"^[^\w]*(?:[A-Z][A-Z .,'-]{2,40}(?:\([^()]{1,40}\))? ?[\u2014\u2013-] )?"

AHEAD = (
    r"\b(?:will|won't|shall|shan't|would|wouldn't|could|couldn't|should|shouldn't|might|must|can|can't|cannot|"
    r"going to|gonna|(?:is|are|am|was|were|be|been|being|remains?|isn't|aren't|wasn't|weren't)(?: (?:still|now|also|"
    r"not|then))? to|(?:has|have|had) to|due|set (?:to|for|up for)|about to|ready to|poised|bound to|"
    r"schedul\w+|expect\w*|plan(?:s|ned|ning|ner)?|next|upcoming|forthcoming|coming|until|till|ahead|before|"
    r"in advance|in time for|run-?up|eve of|countdown|deadline|tomorrow|later (?:this|on)|soon|likely|intend\w*|"
    r"aim(?:s|ed|ing)?|hop(?:e|es|ed|ing)|propos\w+|prepar\w+|if|unless|whether|wish\w*|used to|"
    r"future|anticipat\w+|predict\w*|forecast\w*|promis\w+|vow\w*|pledg\w+|threat\w*|postpon\w+|reschedul\w+|"
    r"suppos\w+|imagin\w+|rumou?rs?|not true|false|fictional|never|"
    r"cancel\w*|adjourn\w*|delay\w*|every|each|usually|often|always|normally|annual\w*|weekly|tickets?|invit\w+|"
    r"remanded|bailed|slated|billed|booked|pencilled|penciled|timetabled?)\b|\b(?:I|he|she|it|we|they|you|who|that)"
    r"'(?:ll|d)\b|^\W*(?:had|were|should)\b|\bmay\b(?=\s+[a-z])|\bfrom\s*$"
)
"""Signs of what is to come, of a condition, a plan or a habit."""

SAID = _words(
    """said told wrote tweeted posted added reported confirmed announced admitted denied claimed warned testified
    acknowledged revealed stated replied responded explained recalled"""
)
SAYING = SAID | _words(
    """says tells writes adds reports confirms announces admits denies claims warns argued insisted noted alleged
    stressed declared thought believed felt knew learned learnt feared suggested estimated saying adding telling
    according reportedly understood heard hears"""
)

_ENDED = _words(
    """died collapsed crashed exploded sank fell fled erupted vanished disappeared drowned resigned perished derailed
    capsized"""
)
FELL = _ENDED | _words(
    """burst ran went came arose began awoke flew drove took gave broke rose spoke grew threw swam saw wrote stole
    shook sang froze arrived appeared marched protested rallied voted"""
)
"""Past forms that are no participles beside a noun: "a man died" is whole, "a man arrested" is not."""

HAPPENED = _ENDED | _words(
    """killed injured wounded hurt hit struck shot stabbed attacked bombed arrested detained rescued found hospitalised
    hospitalized stormed invaded destroyed burned burnt torched smashed murdered assassinated kidnapped robbed mugged
    assaulted hanged slammed ploughed plowed rammed toppled overturned airlifted shelled ambushed overran"""
)
"""What nobody puts down in a timetable."""

ACTED = (
    HAPPENED
    | (FELL - {"took", "gave", "saw", "ran", "went", "came"})
    | _words(
        """entered reached left landed returned visited met signed raised lifted removed opened reopened shut closed
        joined gathered seized captured fired blocked occupied evacuated recovered pulled freed charged convicted
        sentenced jailed acquitted fined pleaded retired defeated beat questioned searched raided inspected elected
        appointed sworn buried unveiled installed delivered docked anchored towed treated taken brought driven flown"""
    )
)
"""What is done at a place, or with an object, and then dated."""

IRREGULAR = _words(
    """left met held lost built sent brought bought caught taught thought sought fought led fed shot won found stood
    struck hit hurt put cut shut sold paid laid read told said kept slept swept wept dealt heard felt spent sworn
    taken given written spoken broken stolen thrown shown known seen driven flown begun sunk torn worn born hung strung
    flung stung swung clung bound ground wound freed agreed decreed beaten bitten hidden forbidden forgotten frozen
    chosen shaken risen fallen eaten overthrown withdrawn drawn undone done made gone become overrun rebuilt retaken"""
)
NEVER = _words("set called listed fixed arranged moved chosen picked named put made held kept shown known meant due")
"""Past forms that a day may belong to as their object or their plan: "was fixed on Friday", "was set for Friday"."""

GIVEN = _words("fined charged elected appointed delivered sworn driven taken brought sentenced jailed given paid sold")
"""Past forms that keep an object as participles: "a man fined 500 pounds"."""

WITH_ON = _words(
    """agreed decided settled fixed insisted counted relied called focused focussed based depended concentrated
    commented centred centered reflected elaborated embarked gambled hinged rested banked bet turned"""
)
"""Verbs of which "on" may be a part: they agreed on Friday."""

NO_VERBS = _words("need indeed hundred speed seed red bed shed embed sacred naked wicked hatred kindred united aged")
PRESENT = _words(
    """is are am be being has have having get gets getting gotten remain remains stay stays keep keeps become becomes
    seem seems to isn't aren't hasn't haven't does do don't doesn't"""
)
ADVERBS = _words(
    """not now never also then later earlier early late again back up down out off away over too there home alone
    together only just already still even instead abroad overboard underground aboard ashore aground guilty"""
)
NUMBERS = _words("one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands")
THE = NUMBERS | _words("the a an his her its their our my this these those another several many some")
LONG = r"days?|weeks?|months?|years?|hours?|minutes?|nights?|times?|ago|earlier|later"
THEM = _words("him her them it me us you")
PLACING = _words("in at near off outside inside into onto through across along around by from of over under with")
ABOUT = _words("for about against over regarding concerning")
BREAKS = _words(
    """who whom whose which that when while where because as but so if though although since than what why how until
    and or , ; : \u2014 \u2013 ( )"""
)
GENERIC = _words("any anyone anybody all those everyone everybody whoever")
BEFORE_IT = _words(
    """last next this every each previous following coming past a an one any some the that until till by before after
    since from to for of between about than and or both either not nor with against into through like as per but only
    sheffield ash good black super cyber easter palm shrove holy maundy whit giving bloody sunday monday tuesday
    wednesday thursday friday saturday"""
)
"""What makes another day of a weekday, or says no more than when something began or ended."""

GO_ON = _words(
    """that in at near by after when while as following amid and with but because over outside inside during to without
    despite where on off along across around through"""
)
"""What may follow words of time that belong to the verb before them."""

PRONOUNS = _words("he she it they we i police officers firefighters officials protesters troops soldiers detectives")
EVENTS = (
    "match|game|vote|election|meeting|summit|march|strike|protest|rally|concert|gig|show|festival|funeral|trial|"
    "hearing|inquest|debate|race|final|semi-?final|quarter-?final|event|ceremony|opening|launch|closure|flight|talk|"
    "conference|wedding|service|visit|trip|holiday|broadcast|interview|session|sale|auction|release|exam|test|"
    "appointment|referendum|poll|ballot|budget|tour|party|demonstration|exhibition|performance|premiere|parade|"
    "inauguration|reading|deadline|decision|ruling|verdict|appeal|review|inquiry|statement|speech|address|gala|fair|"
    "tournament|fixture|play-?off|leg|round|derby|cup|tie|kick-?off|start|return|arrival|departure|sailing|crossing|"
    "handover|ceasefire|truce|walkout|stoppage|action|work|shift|class|lesson|lecture|seminar|workshop|course|dinner|"
    "lunch|reception|reunion|gathering|vigil|memorial|burial|celebration|opener|deal|offer"
)
"""What is held on a day, and may be to come."""

MODIFIER = (
    r"(?i)(?:^|(?<=[\s(]))(?:on|in|over|during|early|late|earlier|later|in the (?:early|small) hours of|"
    rf"(?:in |on )?the (?:early |late )?{TIMES} of|(?:shortly|just|soon) (?:after|before) (?:midnight|{TIMES})|"
    r"before dawn|at (?:about |around )?[0-9]{1,2}(?:[.:][0-9]{2})? ?(?:[ap]\.?m\.?)?|"
    r"(?:about |around )?[0-9]{1,2}(?:[.:][0-9]{2})? ?[ap]\.?m\.?|at (?:noon|midday|dawn|dusk|night|sunrise|sunset))"
    r",?\s+$"
)
"""What goes before words of time and with them."""
