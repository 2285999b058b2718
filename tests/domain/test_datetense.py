"""The tense of a sentence at its words of time: past beyond doubt, or open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.datetense import past
from workbench.domain.surroundings import Surroundings
from workbench.suggest.quotations import quotations

# The words of time stand in square brackets.
PAST = """
    A ferry struck the quay on [Tuesday].
    A ferry struck Salter Quay in Port Averil [on Tuesday] evening and brought down a crane, harbour officials said.
    A man was arrested in Leeds on [Tuesday].
    Three people were arrested on [Tuesday] after a chase through the town centre.
    Two dock workers died on [Monday].
    Two dock workers died in the crash on [Monday].
    Two people died when a boat sank on [Monday].
    The crane collapsed [early Wednesday].
    The crane collapsed early on [Wednesday].
    The crane collapsed in the early hours of [Wednesday].
    The crane collapsed shortly after midnight on [Wednesday].
    The crane collapsed at about 6.30 p.m. on [Tuesday].
    A barge raised the first container early [Wednesday].
    The mayor resigned [Friday].
    The mayor resigned on [Friday].
    The mayor resigned on [Friday], and an election will be held in May.
    The mayor resigned on [Friday] after the vote.
    The bridge reopened on [Tuesday].
    The bridge was reopened on [Tuesday].
    The bridge reopened on [Tuesday] after a long closure.
    Troops entered the city on [Sunday].
    Rebels seized the airport on [Sunday].
    The minister flew to Paris on [Monday].
    The minister visited the island on [Monday].
    The two leaders met in Geneva on [Thursday].
    The two sides signed the treaty in Geneva on [Thursday].
    The two sides did not meet on [Thursday].
    The court did not sit on [Thursday].
    She was taken to hospital on [Saturday].
    She was treated in hospital on [Saturday].
    The boy was rescued by a lifeboat on [Sunday].
    He was sentenced on [Friday].
    He was sentenced on [Friday] to four years in prison.
    The jury convicted him on [Friday].
    The jury acquitted the captain on [Friday].
    The captain had resigned on [Monday].
    On [Tuesday], a man was arrested.
    On [Tuesday] a man was arrested in Leeds.
    [On Tuesday], the mayor resigned.
    On [Tuesday] he resigned.
    On [Tuesday], police arrested a man.
    On [Tuesday], police stormed the building.
    On [Tuesday], the crane collapsed.
    On [Tuesday], two men died.
    [Tuesday], the crane collapsed.
    Early [Tuesday], the crane collapsed.
    PORT AVERIL \u2014 On [Tuesday], the crane collapsed.
    PORT AVERIL (Corvane Wire) \u2014 A ferry struck the quay on [Tuesday].
    But on [Tuesday], the crane collapsed.
    On [Monday], the group had attacked a depot.
    The United States military on [Sunday] struck five targets in the desert.
    The Pentagon on [Sunday] said it would respond.
    The mayor said on [Wednesday].
    The mayor said on [Wednesday] that the bridge would close on Monday.
    The mayor told reporters on [Wednesday] that the bridge would close.
    The mayor told the BBC on [Wednesday] that the bridge would close.
    The mayor told a news conference on [Wednesday] that the bridge would close.
    The mayor told Radio Halbeck in an interview on [Wednesday].
    The mayor said in a statement on [Wednesday].
    The mayor said in a statement [Wednesday].
    The mayor said at a meeting on [Wednesday] that the bridge would close.
    The mayor said late [Tuesday].
    \u201cWe do not yet know why the engine stopped,\u201d harbor master Odile Farrant said late [Tuesday].
    \u201cWe will not move,\u201d the mayor said on [Wednesday].
    \u201cWe will not move,\u201d the mayor said [Wednesday].
    "We will not move," the mayor said on [Wednesday], adding that talks would go on.
    'We will not move,' the mayor said on [Wednesday].
    Shippers were told on [Tuesday] to expect delays of several days.
    Police said a man was arrested on [Tuesday].
    Police said two people were killed on [Tuesday].
    Two people were killed on [Tuesday], police said.
    Two people were killed in a fire in Leeds on [Tuesday], police said.
    Police said he had been released on [Tuesday].
    A gunman killed two people in a shop on [Sunday].
    Dozens of supporters broke into the compound in the capital on [Tuesday].
    Hundreds of fighters invaded the compound of the embassy in the capital on [Tuesday] after breaking down the gate.
    Thousands of rioters along with fighters stormed the embassy on [Tuesday].
    The plane landed at Heathrow on [Friday].
    The plane landed safely on [Friday].
    The plane crashed into the sea on [Friday].
    A bomb exploded near the market on [Friday].
    A bus hit a tree near Bath on [Saturday] morning.
    A bus hit a tree near Bath on [Saturday morning].
    Firefighters rescued a dog from a well on [Sunday].
    The child was found on [Sunday].
    The body was found in a river on [Sunday].
    The president signed the bill on [Friday].
    The president signed the bill into law on [Friday].
    The king arrived in Leeds on [Thursday].
    He died at home on [Thursday].
    She died peacefully on [Thursday].
    She died on [Thursday] at the age of 88.
    The dam burst on [Monday].
    The ship sank [over the weekend].
    The ship sank off Brest [over the weekend].
    The ship sank [in March].
    The ship sank on [5 March].
    The ship was sunk on [5 March].
    In [March], the ship sank.
    The prisoners fled on [Sunday] night.
    The prisoners fled [late on Sunday].
    Rioters torched a library on [Sunday].
    The storm destroyed the pier on [Sunday].
    Officers raided the house on [Monday].
    He pleaded guilty on [Monday].
    He appeared in court on [Monday].
    The factory was evacuated on [Monday].
    Nobody was hurt when the crane fell on [Monday].
    The driver was airlifted to hospital on [Monday].
    He was shot [Tuesday].
    He was shot [Tuesday night].
    The tanker ran aground on [Sunday].
    The tanker capsized in fog off Brest on [Sunday].
    A passenger ferry that had lost engine power struck Salter Quay in Port Averil on [Tuesday].
    A ferry that had lost power sank off Brest on [Tuesday].
    The crane killed 12 people in Leeds on [Tuesday].
    The mayor, who was arrested on [Tuesday], denies it.
"""

OPEN = """
    The bridge will close on [Tuesday].
    The bridge would close on [Tuesday].
    The bridge is to close on [Tuesday].
    The bridge was to close on [Tuesday].
    The bridge is due to close on [Tuesday].
    The bridge was due to close on [Tuesday].
    A salvage barge was due to begin lifting early [Wednesday].
    The bridge is scheduled to close on [Tuesday].
    The bridge is set to close on [Tuesday].
    The bridge was expected to close on [Tuesday].
    The bridge closes on [Tuesday].
    The bridge is closed on [Tuesday].
    The bridge is now closed on [Tuesday].
    It\u2019s closed on [Tuesday].
    The museum, closed on [Monday], is free.
    The museum remains closed on [Monday].
    Bridge closed on [Tuesday]
    Flights cancelled on [Tuesday] as storm nears
    Two hurt in crash on [Tuesday]
    Was the bridge closed on [Tuesday]?
    Mayor said on [Wednesday]:
    The mayor said on Wednesday that the bridge would close on [Monday].
    The mayor said on Wednesday that the bridge closed on [Monday].
    The mayor said on Wednesday that a man was arrested on [Monday].
    The mayor said the bridge would close on [Monday].
    The mayor said the bridge closed on [Monday].
    The mayor said the bridge was closed on [Monday].
    The exhibition opened on [Friday], she said.
    She said the exhibition opened on [Friday].
    He said the deadline was [Friday].
    The deadline was [Friday].
    The meeting was on [Friday].
    The next hearing was on [Friday].
    \u201cThe bridge closed on [Monday],\u201d the mayor said on Wednesday.
    \u201cThe bridge closed on [Monday].\u201d
    'The bridge collapsed on [Monday],' the mayor said.
    'The owners' boats sank on [Monday],' the mayor said.
    "The bridge collapsed on [Monday]," the mayor said.
    He said Tuesday would be the deadline and that on [Friday] it closed.
    He said [Tuesday] would be the deadline.
    He said [Tuesday] was the deadline.
    He said on [Tuesday] he would resign.
    He said [Tuesday] it would rain.
    He said the match on [Saturday] was safe.
    The match on [Saturday] was cancelled.
    The match on [Saturday] was postponed.
    [Saturday]\u2019s match was cancelled.
    He was arrested for [Saturday]\u2019s match.
    The concert on [Friday] sold out.
    Tickets for the concert on [Friday] sold out.
    He missed the match on [Saturday].
    The captain was ruled out of the match on [Saturday].
    The captain withdrew from the race on [Sunday].
    The union announced a strike on [Friday].
    The union called a strike on [Friday].
    The union called off the strike on [Friday].
    The two sides agreed to meet on [Friday].
    The two sides agreed on [Friday].
    The two sides settled on [Friday].
    The court fixed [Friday] for the hearing.
    The court fixed the hearing on [Friday].
    The hearing was fixed for [Friday].
    The hearing was set for [Friday].
    The hearing was moved to [Friday].
    The hearing was listed on [Friday].
    The vote was postponed until [Friday].
    The vote was postponed to [Friday].
    The vote was postponed on [Friday].
    The president declared [Monday] a day of mourning.
    The senator called [Tuesday] a turning point.
    The council chose [Friday] for the vote.
    [Friday] was chosen for the vote.
    [Friday] was the deadline.
    Friday was set as the day and on [Monday] voters go to the polls.
    On [Tuesday], voters go to the polls in a contest that was called in May.
    On [Tuesday], voters elect a president ousted in May.
    On [Tuesday], voters choose leaders arrested in May.
    On [Tuesday], a man arrested in May goes on trial.
    On [Tuesday], a man arrested the day before goes on trial.
    On [Tuesday], the court hears delayed appeals.
    On [Tuesday], the man who was arrested in May goes on trial.
    On [Tuesday], the mayor opens talks.
    On [Tuesday], the mayor will have resigned.
    On [Tuesday], the mayor was flying to Rome.
    On [Tuesday], he was to resign.
    On [Tuesday], he planned to resign.
    On [Tuesday], unless he resigned, the vote goes on.
    Any man arrested on [Saturday] faces a fine.
    Fans ejected on [Saturday] face bans.
    A player booked on [Saturday] faces a ban.
    Those arrested on [Saturday] were fined.
    She was flying to Rome on [Monday].
    The ministers were meeting on [Monday].
    He had a meeting on [Friday].
    He had planned a trip on [Friday].
    He hoped to be out on [Friday].
    He was ready for his trial on [Friday].
    He was held in custody until [Friday].
    He was bailed to appear on [Friday].
    He was remanded to [Friday].
    He was arrested before his trial on [Friday].
    He was arrested ahead of the vote on [Friday].
    He was arrested on suspicion of plotting attacks on [Friday].
    He was arrested over plans for an attack on [Friday].
    She died in preparations for the race on [Sunday].
    The band prepared for a concert on [Sunday].
    The band arrived for a concert on [Sunday].
    The minister arrived for talks on [Sunday].
    The ministry gave details of the funeral on [Friday].
    The ministry released details of the funeral on [Friday].
    Fans bought tickets for [Friday].
    Leaders backed talks after the vote on [Saturday].
    If the boat had sunk on [Friday], it would have been found.
    He would have died on [Friday].
    He may have died on [Friday].
    He must have left on [Friday].
    He asked whether the boat sank on [Friday].
    The boat used to sail on [Friday].
    The boat always sailed on [Friday].
    Every week the boat sank on [Friday].
    The boat has sailed on [Friday].
    The boats have been moored on [Friday].
    Schools must be closed on [Friday].
    Schools to be closed on [Friday].
    The company wanted it closed on [Friday].
    The crane fell last [Tuesday].
    The crane fell every [Tuesday].
    The crane fell by [Tuesday].
    The crane fell before [Tuesday].
    The crane fell the [Tuesday] before.
    The crane fell on [Tuesday] week.
    The crane fell on [Tuesday], 4 March.
    The crane fell on [Tuesday] 4 March.
    The crane fell on [Tuesday] and Wednesday.
    The crane fell on Tuesday and [Wednesday].
    The crane fell on [Tuesday], Wednesday and Thursday.
    The crane fell from [Tuesday] to Thursday.
    The crane fell on [Tuesday] (4 March).
    The match at Sheffield [Wednesday] was lost.
    The crane fell on Ash [Wednesday].
    Sales rose on Black [Friday].
    He will be told on [Wednesday] that the bridge closed.
    He is told on [Wednesday] that the bridge closed.
    The inquiry, which was told the bridge would close, opens on [Monday].
    Trains were moved for the works on [Sunday].
    The road was closed for the march on [Sunday].
    The road was closed to traffic for the parade on [Sunday].
    Jurors were sent home and return on [Monday].
    She left it to the party to vote on [Monday].
    He gave notice of a vote on [Monday].
    It gave the banks money to spend on [Monday].
    The mayor named [Monday] and resigned.
    The book was written for [Monday].
    He said nothing of the strike on [Monday].
    He told staff work starts on [Monday].
    He told staff the office opens on [Monday].
    The mayor told the crowd voting opens on [Monday].
    The mayor, who resigned in May, returns on [Monday].
    Doctors who met in May strike on [Monday].
    A leaflet found in a shop calls for a march on [Monday].
    A film shot in Leeds opens on [Friday].
    A judge appointed in May sits on [Friday].
    The bus hit a crowd gathered for a rally on [Friday].
    Ministers meet on [Sunday].
    The mayor reads letters on [Sunday].
    The court read the letters on [Sunday].
    They put the vote on [Sunday].
    They let the boat sail on [Sunday].
    They set a new hearing on [Sunday].
    They rescheduled the hearing on [Sunday].
    They discussed a ceasefire on [Sunday].
    They agreed a ceasefire on [Sunday].
    They demanded a recount on [Sunday].
    They proposed a vote on [Sunday].
    [Sunday] is free.
    [Sunday].
    On [Sunday].
    The sale, announced in May, on [Sunday].
    The bridge that struck the quay opens on [Monday].
    A ferry that struck the quay opens on [Monday].
    The man who was arrested in Leeds returns on [Monday].
    The ship hit the quay and sails on [Monday].
    The ship hit the quay and the port opens on [Monday].
    A man found a week ago appears in court on [Monday].
    A man charged in Leeds appears in court on [Monday].
    A man fined 500 pounds returns on [Monday].
    A man given a medal returns on [Monday].
    The company wants it closed on [Friday].
    The company wants the bridge closed on [Friday].
    The company wanted the bridge closed on [Friday].
    Ministers want schools closed on [Friday].
    Ministers ordered schools closed on [Friday].
    Ministers want action taken on [Sunday].
    Leaders want troops deployed on [Sunday].
    France wants Britain punished on [Sunday].
    Tell me who was arrested on [Sunday]?
    Police want the man they arrested in court on [Sunday].
    The show, which opened in May, closes on [Sunday].
    Doors opened in May close on [Sunday].
    The sale of the bridge closes on [Sunday].
    Officers found a note about an attack on [Monday].
    Rebels seized a town the army enters on [Sunday].
    Rebels killed a man his son buries on [Sunday].
    The shop never closed on [Sunday].
    Had he died on [Sunday], it would be known.
    Had the boat not sunk on [Sunday], he lived.
    Suppose he died on [Sunday].
    Rumours that he died on [Sunday] are false.
    The governor signed an order closing bars on [Monday].
    The minister left Kyiv without a date for a truce on [Monday].
    The team beat Leeds and face Hull on [Sunday].
    Leeds beat Hull to set up a tie with York on [Sunday].
    Lawmakers returned to Washington for a vote on [Thursday].
    A storm hit Brest and reaches Cork on [Sunday].
    Storm Ada, which hit Brest, reaches Cork on [Sunday].
    The ship left Brest bound for Cork on [Sunday].
    The king met mayors who march on [Sunday].
    He wrote on [Sunday] the vote counts.
    She told MPs on [Sunday] the vote would count.
    She reported for duty on [Sunday].
    Police charged a man who appears in court on [Monday].
    Police arrested a man due in court on [Monday].
"""


def rows(table: str) -> list[str]:
    return [line.strip() for line in table.strip().splitlines()]


def told(line: str) -> bool:
    start, end = line.index("["), line.index("]") - 1
    text = line.replace("[", "").replace("]", "")
    around = Surroundings(text, quotations).sentences(start, end)
    return past(around[0].own, start - around[0].start, end - around[0].start)


@pytest.mark.parametrize("line", rows(PAST))
def test_what_has_happened_is_past(line: str) -> None:
    assert told(line)


@pytest.mark.parametrize("line", rows(OPEN))
def test_what_may_be_to_come_is_left_open(line: str) -> None:
    assert not told(line)


@given(st.sampled_from(rows(PAST)), st.sampled_from(["will ", "would ", "was due to ", "is to ", "may ", "could "]))
def test_a_sign_of_what_is_to_come_before_the_words_leaves_it_open(line: str, sign: str) -> None:
    assert not told(line.replace("[", f"x {sign}be seen [", 1))


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_whatever_the_words_are_there_is_an_answer(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    assert past(text, min(start, end), end) in (True, False)
