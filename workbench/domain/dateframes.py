"""Whether a sentence is about another time than that of its publication, by its frame: who tells it, and of what.

A court hears of what was months ago, a letter counts its days from its own date, a film's never were. Only where the
words of time date that telling itself ("the court heard on Tuesday that ...") does publication tell their day.
"""

import re
from collections.abc import Iterator

from workbench.domain.datetense import past_form
from workbench.domain.datetensewords import NUMBERS, SAID, TOKEN
from workbench.domain.datewords import MONTHS, WEEKDAYS

_OTHER_TIMES = (
    r"(?<![\d.,/:-])(?:1[0-9]{3}|20[0-9]{2})s?(?!\d|[,./-]\d)|\bago\b|\blast (?:year|month|week|weekend|fortnight|"
    r"summer|winter|spring|autumn|fall|night)\b|\banniversar\w+|\bcentur\w+|\bdecades?\b|"
    r"\b(?:days?|weeks?|months?|years?) (?:earlier|later|before|after)\b"
)
"""Other times, beside which what is counted from the publication still is: "last week" in a sentence with "1944"."""

_BACK_THEN = (
    r"\b(?:previous|following|preceding|same|that|which) (?:year|month|week|weekend|fortnight|summer|winter|spring|"
    r"autumn|fall|day|night)|\blast day\b|\bat the time\b|\bthe year (?:before|after)|\bearlier that\b|\blater that\b|"
    r"\b(?:those|these) days\b|\bas a (?:young |small |little )?(?:child|boy|girl|teenager|student|man|woman)\b|"
    r"\bwhen (?:he|she|i|we|they) (?:was|were) (?:(?:only|just|about|still|not yet|barely) )?(?:young|small|little|"
    rf"[0-9]+|{'|'.join(sorted(NUMBERS))}|\w+teen|twenty\S*|thirty\S*|a (?:child|boy|girl|baby|teenager|student)|"
    r"in (?:his|her|their) (?:teens|\w+ties)|at (?:school|university|college))\b|"
    r"\bon the (?:day|night|morning|afternoon|evening|eve) (?:of|that|when|he|she|they|we)\b(?!\s*$)|"
    r"\bin the war\b(?! (?:in|between|against|with)\b)|\b(?:second|first) world war\b|\bwartime\b|\bthe blitz\b|"
    r"\b(?:over|at|during) (?:the )?(?:christmas|easter|new year|thanksgiving|passover|ramadan|eid|diwali|hanukkah|"
    r"(?:\w+ )?holidays?|festive \w+|summer|winter|spring|autumn)\b|\bonce upon\b|\bin the past\b|\bas (?:children|"
    r"boys|girls|teenagers|students)\b|\b(?:siege|battle|sack) of\b|\blong before\b|\bback then\b|"
    r"\bin the days (?:of|when)\b|\b(?:during|under) the (?:reign|empire|occupation|plague|crusades)\b|"
    r"\bthe reign\b|\b(?:years|months|decades) on\b|"
    r"\bthe (?:day|night|moment|morning) (?:he|she|they|it|we|i|his|her|their|that|when)\b"
)
"""Another time as a whole: nothing in such a sentence is counted from the publication."""

_WORK = (
    r"(?:novel|film|movie|play|book|story|series|episode|opera|musical|sitcom|drama|documentary|documentaries|memoirs?|"
    r"autobiograph\w+|biograph\w+|diary|diaries|screenplay|manga|video game)\b(?!-maker|-goer)"
)
_UNREAL = (
    r"\b(?:myth|folklore|fairy ?tale|legends|legend (?:says|said|has|had|tells|goes)|the legend|simulations?|simulated|"
    r"rhymes?|'s (?:hero|heroine|villain|character)|santa claus|father christmas|protagonist|deep ?fakes?|doctored|"
    r"jokes?|"
    r"riddle|fable|parable|anecdote|tales?|"
    r"role-?play|re-?enact\w*|dream(?:s|t|ed|ing)?|nightmares?|pretend\w*|"
    r"hoax\w*|untrue|conspiracy|fabricated|debunked|made[ -]up|alternate history|parallel (?:world|universe)|"
    r"thought experiment|hypothetical\w*|lied|lying that|imagin\w+|parody|satir\w+|spoof)\b|"
    r"^\W*in (?:the|a|an|one|its|this|his|her) (?:[\w-]+ ){0,2}(?:game|drill|exercise|scene|scenes|act|chapter|legend|"
    r"poem|ballad|song|sketch|scenario|level|version|painting|comic|podcast|trailer|finale|flashback|sequel|prequel)\b"
)
_TOLD = rf"\b{_WORK}|{_UNREAL}"
"""What was never, or is told of no one knows when."""

_LONG_AGO = (
    r"\b(?:(?:president|john|jack|robert|bobby|senator) (?:[a-z]\.? )?kennedy|kennedys?(?= (?:was|were) (?:shot|killed|"
    r"assassinated))|shot kennedy|(?:killed|assassinated) kennedy|jfk|lee harvey oswald|princess diana|diana(?= died)|"
    r"lockerbie|"
    r"pan am|armistice|guy fawkes|gunpowder plot|bastille|titanic|hindenburg|lusitania|pearl harbou?r|hiroshima|"
    r"nagasaki|d-day|dunkirk evacuation|evacuation of dunkirk|berlin wall|chernobyl|(?:president|abraham) lincoln|"
    r"franz ferdinand|john lennon|elvis|"
    r"malcolm x|"
    r"(?:martin luther|dr\.?) king|(?:mahatma|indira) gandhi|hitler|joseph stalin|mussolini|napoleon|apollo \d+|"
    r"neil armstrong|"
    r"challenger(?= exploded| disaster)|shuttle challenger|hillsborough|heysel|aberfan|grenfell|bataclan|columbine|"
    r"sandy hook|twin towers|world trade center|"
    r"(?:north|south) tower|jesus|the bible|scriptures?|gospels?|quran|koran|torah|leningrad|jonestown|tiananmen|"
    r"bloody sunday|(?:boxing day )?tsunami|wall street crash|black death|great fire|"
    r"rosa parks|thomas becket|caesar|(?:archbishop|oscar) romero|kennedy motorcade|shuttle columbia|anne frank|"
    r"the prophet|spanish armada|gettysburg|fort sumter|boston tea party|saddam hussein|"
    r"bin laden|ceausescu|"
    r"kristallnacht|stalingrad|the alamo|watergate|"
    r"the somme)\b"
)
"""Whom and what everybody knows, and needs no year for: the weekday there is that of long ago."""

ELSEWHEN = f"{_OTHER_TIMES}|{_BACK_THEN}|{_TOLD}|{_LONG_AGO}"
"""Signs that a sentence is about another time than that of its publication."""

# --- frames: who tells it ------------------------------------------------------------------------------------------

_COURT = (
    r"(?:courts?|inquests?|inquiry|inquiries|tribunals?|jury|jurors?|coroners?|judges?|justices?|magistrates?|"
    r"prosecut(?:ors?|ion|ing)|(?:defence|defense)(?: lawyers?)?|lawyers?|barristers?|attorneys?|solicitors?|"
    r"counsel|defending|[qk]c|the da|old bailey|plaintiffs?|defendants?|witness|trial|hearing|indictments?|complaints?|"
    r"lawsuits?|suit|"
    r"charge ?sheets?|affidavits?|"
    r"verdicts?|records|documents?|filings?|papers|testimony|evidence)"
)
_PAPER = (
    r"(?:reports?|review|inquiry|investigation|study|audit|autopsy|post-?mortem|e-?mails?|letters?|memos?|"
    r"memorandums?|dossier|transcripts?|minutes|log|logs|logbook|notes?|tweets?|posts?|posting|"
    r"text messages?|messages?|videos?|footage|clips?|recordings?|photos?|photographs?|images?|captions?|telegrams?|"
    r"cables?|leaflets?|"
    r"articles?|headlines?|columns?|blogs?|manuscripts?|papers?|obituary|obituaries|inscription|plaque|paintings?|"
    r"portraits?|murals?|cartoons?|gravestone|"
    r"theorists?|memes?|trolls?|bots?|accounts?|websites?|users)"
)
_TELLS = (
    r"(?:heard|hears?|hearing|told|tells?|said|says?|saying|record(?:s|ed)|ruled|rules|f(?:ound|inds?)|conclud\w+|"
    r"show(?:s|ed|n|ing)?|reveal\w*|describ\w+|alleg\w+|claim\w*|stat(?:es?|ed|ing)|wr(?:ote|ites?|itten)|reads?|"
    r"suggest\w*|purport\w*|testif\w+|argu(?:es?|ed)|accus\w+|detail(?:s|ed)|depict\w*|recount\w*|insist\w*|note[sd]|"
    r"confirm\w*|admit\w*|acknowledg\w+|report(?:s|ed)|explain\w*|add(?:s|ed)|warn\w*|ask(?:s|ed)|announc\w+)"
)
_NEAR = r"(?:,? (?!police|officials|officers|firefighters|\w*spokes\w+|residents)[\w'\u00a4-]+){0,6}?,? "
_FRAMES = (
    rf"\b{_COURT}{_NEAR}{_TELLS}\b",
    rf"\b(?:{_PAPER})\b{_NEAR}{_TELLS}\b",
    rf"\b(?:told|tells?|telling|hearing|informed) (?:the |a |an )?(?:[\w-]+ ){{0,3}}?{_COURT}\b",
    rf"\baccording to (?:[\w'-]+ ){{0,4}}?(?:{_COURT}|{_PAPER})\b",
    rf"\bin (?:an?|the|his|her|their|one|its) (?:[\w'-]+ ){{0,3}}?(?:{_PAPER}|testimony|evidence)\b",
    r"\b(?:heard|hears) (?:that|how|evidence)\b|\b(?:panel|committee|commission|parliament) (?:was told|heard)\b",
    r"\b(?:victim|witness|impact) statements?\b|\bcross-examin\w+|\bfrom the (?:dock|witness box|witness stand)\b",
    r"\bin evidence\b|\bunder oath\b|\bin (?:his|her|their) defen[cs]e\b",
    r"\b(?:he|she|they|who) (?:den(?:y|ies|ied)|admit(?:s|ted)?) (?:the )?"
    r"(?:\w+ing|murder|manslaughter|rape|charges?)\b",
    r"\b(?:recall(?:s|ed|ing)?|remember(?:s|ed|ing)?|reminisc\w+|reliv(?:es?|ed|ing)|retell\w*|retold|"
    r"recount(?:s|ed|ing))\b",
    r"\b(?:it is|it was|there (?:is|was) no evidence|claims?|beliefs?|"
    r"allegations?|theory|theories|tale|lie|lies) that\b",
    r"\b(?:shows?|showed|tells?|told|relates?|related|narrates?) (?:[\w'-]+ )?how\b",
    r"\b(?:plays?|played|playing|portray\w*) (?:an?|the) (?:[\w-]+ ){1,4}(?:who|whose|that)\b",
    r"\b(?:falsely|wrongly|baselessly|mistakenly|supposedly|allegedly)\b",
)  # fmt: skip
"""Who or what tells it: a court, a document, a memory, a rumour; with the verb of telling where there is one."""

_SAYS = (
    rf"\b(?:{'|'.join(sorted(SAID))}|says?|tells?|writes?|claims?|believes?|believed|thinks?|thought|argues?|argued|"
    r"(?:found|finds?|discovered|concluded|established|proved|ruled|rules|held|showed|shows) that)\b"
)
_OF_TODAY = (
    r"\b(?:police|officers?|officials?|authorit(?:y|ies)|detectives?|troopers?|sheriffs?|deput(?:y|ies)|investigators?|"
    r"firefighters?|rescuers?|paramedics?|coastguards?|guards?|army|navy|air force|military|soldiers?|troops|generals?|"
    r"commanders?|admirals?|colonels?|captains?|pilots?|ministr(?:y|ies)|ministers?|departments?|offices?|agenc(?:y|"
    r"ies)|"
    r"governments?|cabinets?|parliaments?|presidents?|chancellors?|premiers?|secretar(?:y|ies)|king|queen|palace|"
    r"kremlin|"
    r"pentagon|white house|embass(?:y|ies)|ambassadors?|envoys?|diplomats?|consuls?|mayors?|governors?|senators?|"
    r"councils?|councill?ors?|mps?|lawmakers?|leaders?|chiefs?|heads?|directors?|managers?|chairs?|chair(?:man|woman)|"
    r"executives?|bosses|owners?|operators?|compan(?:y|ies)|firms?|airlines?|railways?|ports?|hospitals?|doctors?|"
    r"medics?|surgeons?|nurses?|schools?|universit(?:y|ies)|unions?|part(?:y|ies)|campaigns?|groups?|organi[sz]ations?|"
    r"charit(?:y|ies)|activists?|monitors?|observers?|observatory|militants?|militias?|rebels?|insurgents?|fighters?|"
    r"spokes\w+|sources?|aides?|advisers?|advisors?|agents?|famil(?:y|ies)|relatives?|neighbou?rs?|residents?|locals?|"
    r"villagers?|witness(?:es)?|bystanders?|passengers?|survivors?|organi[sz]ers?|broadcasters?|television|tv|radio|"
    r"media|newspapers?|news|reporters?|press|statements?|forecasters?|meteorologists?|reuters|afp|bbc|xinhua|"
    r"tass|bloomberg|analysts?|economists?|experts?|teachers?|farmers?|workers?|drivers?|staff|employees?|protesters?|"
    r"demonstrators?|traders?|shopkeepers?|parents?|father|mother|wife|husband|son|daughter|brother|sister|friends?|"
    r"colleagues?|tenants?|customers?|club|team|coach|network|service|"
    r"body|board|commission|committee|force|state|church|bishop|pope|vatican|un|nato|eu)\b"
)
"""Who tells of what has just happened, as news has it; a historian, a grandmother or an old book does not."""

_GUILT = (
    r"\b(?:awarded|damages|compensat\w+|posthumous\w*|commemorat\w+|accused of|convicted of|convicted for|guilty of|"
    r"guilty to|charged with|charged over|"
    r"jailed|sentenced|cleared of|acquitted of|on trial|stands? trial|faces trial|den(?:y|ies|ied|ying)|admit(?:s|ted|"
    r"ting)?|confess\w*|murder(?:ing|er|ers)|"
    r"imprisoned|life for|extradited|indicted|sued|suing|sues|paroled|executed)\b"
)
"""What is said of a person in court; the deed behind it is of long ago: "jailed for killing Ann Lee, who died on"."""

_RELATIVE = r"\b(?:who|whom|whose|which|that|when|where|after|as|because|since|while)\b"

_PROCEEDINGS = frozenset(
    """said told heard pleaded pled convicted acquitted sentenced jailed fined charged appeared denied admitted remanded
    cleared ruled adjourned testified indicted arraigned bailed sued filed dismissed upheld released freed arrested
    imprisoned granted rejected overturned""".split()
)
"""What a court does, in a sentence that others tell: "he was charged on Tuesday, prosecutors said"."""

# --- what is counted from the publication ("last week") --------------------------------------------------------------

ANCHORED = r"\b(?:last|this|next|ago|today|yesterday|tomorrow|tonight|now|past|coming|fortnight)\b|\bweek$"
_REPORT = (
    rf"\b(?:{'|'.join(sorted(SAID))}|says?|saying|tell(?:s|ing)?|wr(?:ites?|iting|itten)|promis\w+|vow\w*|pledg\w+|"
    rf"rang|phoned|"
    r"called|texted|emailed|messaged|asked|argued|insisted|noted|alleged|predicted|hoped|believed|thought|knew|learned|"
    rf"learnt|understood|reportedly|according|{_PAPER}|interview|speech|statement|diar(?:y|ies))\b"
)
_ITS_OWN_TIME = (
    rf"{_OTHER_TIMES}|\b(?:{'|'.join((*MONTHS, *WEEKDAYS))})\b|\b(?:last|next|this|past|coming) "
    r"(?:year|month|week|weekend|night|\w+day)\b|\b(?:yesterday|tomorrow|today|tonight)\b|"
    r"\bwhen (?:he|she|it|they|we) \w+|\bwhile (?:in|he|she)\b|\bmaiden\b|"
    r"\b(?:then|dated|earlier|previously|once|christmas|easter)\b|"
    r"\b(?:boxing|new year'?s|valentine'?s|labou?r|memorial|independence|veterans'?|polling|election) (?:day|eve)\b|"
    r"\b(?:thanksgiving|hallowe'?en)\b|"
    r"\bhad (?:\w+ly |already |also |previously |earlier |once |been )*(?:said|told|written|warned|promised|announced|"
    r"claimed|insisted|added|reported|posted|tweeted|asked|argued|predicted|confirmed|denied|hoped|thought|believed)\b|"
    r"\b(?:spring|summer|autumn|winter)\b|[0-9]{1,2}/[0-9]{1,2}"
)
_BARE_SOURCE = (
    r",(?: the| a| an| local| one)?(?: [\w'-]+){1,5} (?:said|says|say|added|confirmed|reported|announced)\.?\W*$|"
    r",(?: it| he| she| they)? (?:said|says|say|added)(?: [\w'-]+){0,4}\.?\W*$"
)
"""Who says it, at the end and with no time of its own: ", police said." """


def about_elsewhen(words: str) -> bool:
    """Whether a part of a sentence (without the words that date it) tells of another time than its publication."""
    return re.search(ELSEWHEN, words, re.IGNORECASE) is not None


def framed(sentence: str, start: int, end: int) -> bool:
    """Whether somebody tells it whose time is not known, and the words at ``[start, end)`` do not date that telling."""
    text = _plain(sentence)
    verb = _dated(text, start, end)
    did = text[slice(*verb)] if verb is not None else ""
    for frame in _matches(_FRAMES, text):
        if frame[0] <= start and end <= frame[1]:
            continue  # "the report, published yesterday, found that ..."
        if verb is not None and frame[0] <= verb[0] and verb[1] <= frame[1]:
            continue
        if did in _PROCEEDINGS and frame[0] >= end:
            continue
        if did in SAID and verb is not None and verb[1] <= frame[0] and frame[1] <= start:
            continue  # "said in an e-mail on Tuesday"
        return True
    for guilt in re.finditer(_GUILT, text[:start], re.IGNORECASE):
        if verb is None or (guilt.end() <= verb[0] and re.search(_RELATIVE, text[guilt.end() : verb[0]])):
            return True
    return False


def of_old(sentence: str, start: int, end: int) -> bool:
    """Whether somebody says it from whom no news of the day is: a historian, a legend, nobody knows who."""
    text = _plain(sentence)
    verb = _dated(text, start, end)
    return any(said != verb and not _in_the_news(text, said) for said in _matches((_SAYS,), text))


def counted_elsewhen(sentence: str, start: int, end: int) -> bool:
    """Whether words that count from a day ("yesterday") may count from another than that of publication.

    So in what is reported with a time of its own: "said on 2 January that it closed yesterday".
    """
    text = _plain(sentence)
    left, right = text[:start], re.sub(_BARE_SOURCE, ".", text[end:], flags=re.IGNORECASE)
    both = f"{left}\n{right}"
    of_a_work = rf"\bin (?:an?|the|his|her|its|this) (?:[\w-]+ )?{_WORK}|\b{_WORK}{_NEAR}{_TELLS}\b"
    if re.search(f"{_BACK_THEN}|{_UNREAL}|{of_a_work}", both, re.IGNORECASE):
        return True
    told = re.search(_REPORT, both, re.IGNORECASE) is not None
    own = re.search(_ITS_OWN_TIME, both, re.IGNORECASE) is not None
    saying = re.search(rf"(?i)(?<!had )\b(?:{'|'.join(sorted(SAID))})(?: late| early)? $", left)
    if saying is not None and not re.search(_REPORT, left[: saying.start()], re.IGNORECASE):
        return False  # they date the telling: "said yesterday"
    return (told and own) or framed(text[:end] + right, start, end)


def _in_the_news(text: str, said: tuple[int, int]) -> bool:
    """Whether somebody says it who is named, or is one that news of the day is from."""
    left = text[: said[0]]
    near, name = re.split(r"[,;:.\u2014\u2013\u00a4]", left)[-1], r"[\w'-]+[ ,]+[A-Z][\w'-]+"
    if re.search(r"\w", re.sub(r"\bwho\b", "", near)):
        near = re.sub(r"(?: (?:had|has|have|also|then|later|earlier|once|\w+ly))+ $", "", near)
        name = rf"{name}\s*$"  # "harbour master Odile Farrant", not "an AI chatbot"
    else:
        near = left + text[said[1] :][:60]
    named = re.search(name, near) is not None
    pronoun = re.search(r"\b(?:he|she|they|it|we|i|you|who)\b", near, re.IGNORECASE) is not None
    return named or pronoun or re.search(_OF_TODAY, near, re.IGNORECASE) is not None


def _plain(text: str) -> str:
    return text.translate({0x2019: "'", 0x2018: "'", 0xA0: " ", 0x202F: " ", 0x2011: "-"})


def _matches(forms: tuple[str, ...], text: str) -> Iterator[tuple[int, int]]:
    for form in forms:
        yield from (match.span() for match in re.finditer(form, text, re.IGNORECASE))


def _dated(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The verb that words of time most likely date: the nearest past form before them, else the first after them."""
    before = [match.span() for match in re.finditer(TOKEN, text[:start]) if past_form(match[0])]
    if before:
        return before[-1]
    after = (match for match in re.finditer(TOKEN, text[end:]) if past_form(match[0]))
    first = next(after, None)
    return (first.start() + end, first.end() + end) if first is not None else None
