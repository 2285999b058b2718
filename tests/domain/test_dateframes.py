"""Sentences whose words of time publication does not tell: reports of another day, courts, letters, films, legends."""

import pytest

from workbench.domain import dated
from workbench.domain.datespan import bounds
from workbench.domain.model import Annotation, Claim
from workbench.domain.surroundings import Surroundings
from workbench.suggest.quotations import quotations

# The words of time stand in square brackets; all in a text of Thursday, 9 January 2020.
REPORTED = """
    The council said on 2 January that the road had closed [yesterday].
    The council said on 2 January that the road closed [yesterday].
    The firm said last month that it would close the plant [tomorrow].
    In an email last week she said the pump failed [two days ago].
    In a letter dated Monday, he said she died [last week].
    He rang in December to say the pump failed [last week].
    The email, sent in May, said the pump failed [last week].
    The email, sent in May, blamed a pump that failed [last week].
    A tweet posted in 2018 said the bridge fell [last week].
    The video, filmed in Syria in 2015, shows a raid carried out [yesterday].
    Reports from March said a ship sank [last night].
    The envoy said then that talks would begin [next week].
    The firm promised in October that trains would run [next week].
    By then he said the work would end [this week].
    Weeks earlier he had said the ferry would sail [tomorrow].
    The paper of 3 March says the pier burned [yesterday].
    He had said the vote was [today].
"""

COURTS = """
    The inquest heard that he died on [Tuesday].
    A court heard the boy was found on [Tuesday].
    Jurors were told he was stabbed on [Tuesday].
    The jury heard how she was attacked on [Tuesday].
    The lawyer told jurors the men were shot on [Friday night].
    Prosecutors said the defendant killed his wife on [Tuesday].
    Prosecutors say he killed two men on [Tuesday].
    The prosecution said the man was stabbed on [Tuesday].
    Mr Khan, defending, said the man was found on [Tuesday].
    The judge said the man was killed on [Tuesday].
    The coroner recorded that she died on [Tuesday].
    According to the indictment, he shot two men on [Tuesday].
    According to court records, the man died on [Tuesday].
    Court documents say he was arrested on [Tuesday].
    The complaint says the man was attacked on [Tuesday].
    The charge sheet says the shop was robbed on [Tuesday].
    The lawsuit says the boy was hit on [Tuesday].
    The boy was found on [Tuesday], a court was told.
    The man died on [Tuesday], the inquest heard.
    The verdict said the crane collapsed on [Tuesday].
    The report found that the pilot died on [Tuesday].
    He denies murdering Ann Lee, who was stabbed on [Tuesday].
    He admitted killing Ann Lee, who was found on [Tuesday].
    He was jailed for life for killing Ann Lee, who died on [Tuesday].
    He is accused of killing a man who was found on [Tuesday].
    The trial was told that the crane collapsed on [Tuesday].
"""

UNREAL = """
    He dreamed that the king died on [Monday].
    He pretended that his uncle died on [Monday].
    Conspiracy theorists claim the singer died on [Monday].
    A hoax claimed the singer died on [Monday].
    A post claims the singer died on [Monday].
    It is untrue that the singer died on [Monday].
    Facebook posts say the singer died on [Monday].
    In the game, a bomb exploded on [Monday].
    In the simulation, the dam burst on [Monday].
    In the drill, a bomb exploded on [Monday].
    In the final scene, the ship sank on [Monday].
    The documentary showed how the ship sank on [Monday].
    The memoir describes how the ship sank on [Monday].
    The legend says the ship sank on [Monday].
    She recalled the day his son died on [Monday].
    He remembers the day his son died on [Monday].
    When he was six, his father died on [Monday].
    His father died on [Monday], when he was six.
    Two of his brothers were killed in the war on [Monday].
    Over Christmas, a man was killed on [Friday].
    On the day of the coup, the king fled on [Monday].
    In the diary, she wrote that the ship sank on [Monday].
"""

YEARLESS = """
    The ban took effect on [1 February].
    The deal was agreed on [10 March].
    The law took effect on [1 April].
    Her birthday was [2 February].
    The game starts on [1 January].
    Tickets go on sale on [5 January].
    Diana died on [31 August].
    Lee Harvey Oswald shot Kennedy on [November 22].
    Pan Am Flight 103 exploded over Lockerbie on [21 December].
    A bomb exploded over Scotland on [21 December].
    The Armistice was signed on [11 November].
    Guy Fawkes was arrested on [5 November].
    A mob stormed the Bastille on [14 July].
    A tsunami killed thousands on [Boxing Day].
    President Kennedy was shot on [Friday].
    Princess Diana died on [Sunday].
    The ferry sank on [2 October].
    A man was stabbed on [St Patrick\u2019s Day].
    A man was stabbed on [Halloween].
"""

TOLD = """
    The ferry sank on [5 January]. | 2020-01-05
    The ferry sank on [20 December]. | 2019-12-20
    A man was stabbed in Leeds on [Christmas Day]. | 2019-12-25
    A man was stabbed in Leeds on [Boxing Day]. | 2019-12-26
    A man was stabbed in Leeds on [New Year\u2019s Eve]. | 2019-12-31
    The judge said on [Tuesday] that the man was killed in May. | -
    The judge said on [Tuesday] that the man was killed. | 2020-01-07
    A court heard on [Tuesday] that the boy was stabbed. | 2020-01-07
    Jurors were told on [Tuesday] that he was stabbed. | 2020-01-07
    The jury convicted him on [Tuesday]. | 2020-01-07
    The captain pleaded guilty on [Tuesday]. | 2020-01-07
    He was sentenced on [Tuesday] to four years in prison. | 2020-01-07
    He appeared in court on [Tuesday]. | 2020-01-07
    Police said two people were killed on [Tuesday]. | 2020-01-07
    Two people were killed on [Tuesday], police said. | 2020-01-07
    Rioters stormed the court on [Tuesday]. | 2020-01-07
    Rioters stormed the court on [Tuesday], police said. | 2020-01-07
    The mayor, who was arrested on [Tuesday], denies it. | 2020-01-07
    A boy aged six died on [Tuesday]. | 2020-01-07
    Soul legend Ann Lee died on [Tuesday]. | 2020-01-07
    The ferry sank [last week], officials said. | 2019-12-30/2020-01-05
    The bridge, built in 1944, closed [yesterday]. | 2020-01-08
    The bridge, built in 1944, closed [yesterday], officials said. | 2020-01-08
    The man arrested last month died [yesterday]. | 2020-01-08
    The mayor said [yesterday] that the road, shut in May, would reopen. | 2020-01-08
    The road closed last month and reopens [tomorrow]. | 2020-01-10
    The mayor said the road would reopen [tomorrow]. | 2020-01-10
    Officials said the road closed [yesterday]. | 2020-01-08
    Prosecutors charged him [yesterday]. | 2020-01-08
    Two days after the crash, the road reopened [yesterday]. | 2020-01-08
"""


def rows(table: str) -> list[str]:
    return [line.strip() for line in table.strip().splitlines()]


def day(line: str) -> str | None:
    """The day of the words in brackets, for a claim that is their sentence."""
    text = line.replace("[", "").replace("]", "")
    words = line[line.index("[") + 1 : line.index("]")]
    mark = Annotation(
        id="i", tag="claim", start=0, end=len(text), exact=text, prefix="", suffix="", created="2020-01-09T12:00:00Z",
        modified="2020-01-09T12:00:00Z", claim=Claim(when=words),
    )  # fmt: skip
    return dated.day_of(mark, Surroundings(text, quotations), "2020-01-09", "en-GB")


@pytest.mark.parametrize("line", rows(REPORTED) + rows(COURTS) + rows(UNREAL) + rows(YEARLESS))
def test_what_publication_does_not_tell_has_no_day(line: str) -> None:
    assert day(line) is None


@pytest.mark.parametrize("line", rows(TOLD))
def test_what_it_tells_has_its_day(line: str) -> None:
    sentence, _, found = line.rpartition(" | ")
    assert day(sentence) == (None if found == "-" else found)
    assert found == "-" or bounds(found)
