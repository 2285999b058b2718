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

FURTHER = """
    The minister said on Monday that talks had failed [last night].
    The company wrote in March that it would shut [next month].
    In a statement dated 4 January, the army said its base was hit [yesterday].
    He told the BBC in 2018 that the dam failed [last week].
    Writing in the Times on Monday, she said the pier closed [yesterday].
    A WhatsApp message from December says the ship sank [last night].
    The note, found in a bottle, says the ship sank [yesterday].
    Speaking in November, he promised the bridge would open [this week].
    At the time, the firm said the road would open [next week].
    The previous day he had warned that it would rain [tomorrow].
    Her diary for June says he left [yesterday].
    His tweet from Saturday reads that the vote is [tomorrow].
    On Christmas Eve she wrote that the boat sank [last night].
    The witness told the court that he saw the men on [Monday].
    The Old Bailey heard the girl was stabbed on [Monday].
    Southwark Crown Court heard that the man was found on [Monday].
    A federal grand jury found that he shot the guard on [Monday].
    The tribunal heard that the nurse was assaulted on [Monday].
    The sheriff\u2019s affidavit says the boy was shot on [Monday].
    The defendant said he was attacked on [Monday].
    Giving evidence, the doctor said the man died on [Monday].
    The girl was found dead on [Monday], the hearing was told.
    She was sentenced to life for the murder of a man who was stabbed on [Monday].
    The man convicted of killing the pair, who were shot on [Monday], has appealed.
    The suit alleges that the guard shot him on [Monday].
    Opening the case, Ann Lee QC said the men were arrested on [Monday].
    The police report says the car hit a tree on [Monday].
    The autopsy showed that she died on [Monday].
    The incident log shows that the alarm failed and the man died on [Monday].
    The ship\u2019s log records that the captain died on [Monday].
    The book tells how the king died on [Monday].
    In the opening episode a bomb exploded on [Monday].
    In the video game, the city was destroyed on [Monday].
    Rumours spread that the president died on [Monday].
    The false report said the queen died on [Monday].
    A doctored video claims the president was shot on [Monday].
    Viral posts claim the mayor was arrested on [Monday].
    The website falsely reported that the actor died on [Monday].
    The actor, who plays a man whose wife died on [Monday], is 40.
    As children, they were told that the king died on [Monday].
    When I was twelve, my mother died on [Monday].
    Back then, the mill burned down on [Monday].
    During the Blitz, a bomb exploded here on [Monday].
    The survivors remember how the boat sank on [Monday].
    Every year they mark the day the ship sank on [Monday].
    The plaque says the church burned on [Monday].
    His grandfather was killed in the war on [Monday].
    The crew died in the siege of Leningrad on [Monday].
    The Titanic sank on [Monday].
    President Lincoln was shot on [Friday].
    Martin Luther King was shot on [Thursday].
    The first plane hit the north tower on [Tuesday].
    John Lennon was shot on [Monday].
    The planes hit the towers on [September 11].
    Rioters stormed the Capitol on [January 6].
    Bombs exploded on three trains on [7 July].
    The Reichstag burned on [27 February].
    Caesar was stabbed on [15 March].
    The king was shot on [28 June].
    The tower burned on [14 June].
    The law takes effect on [1 January].
    The treaty was signed on [28 June].
    Sales start on [15 January].
    His birthday is [8 January].
    The festival was held on [8 August].
    The deadline was [31 December].
    The show was seen from [5 to 9 March].
    He was born on [3 January].
    A year after the fire, the pier collapsed on [Monday].
    The day before his wedding, he died on [Monday].
    In those days the ship sank on [Monday].
    The same week, the mayor resigned on [Monday].
    Two months earlier, the dam burst on [Monday].
    In March the firm collapsed; its owner died on [Monday].
    That summer, the bridge collapsed on [Monday].
    A decade ago the bridge collapsed on [Monday].
    In the play, a prince was killed on [Monday].
    Scientists simulated what happened when the comet hit on [Monday].
    He lied that his wife died on [Monday].
    She imagined that the boat sank on [Monday].
    He wrongly thought the boat sank on [Monday].
    It is a myth that the boat sank on [Monday].
    According to the Bible, the man died on [Friday].
    Scripture says Jesus died on [Friday].
    Jesus died on [Friday].
    The manuscript says the abbot died on [Monday].
    Historians say the king died on [Monday].
    The historian said the king was killed on [Monday].
    Archaeologists found that the volcano erupted on [Monday].
    Her grandmother told her the ship sank on [Monday].
    In the past, ships sank on [Monday].
    The statue of a man who died on [Monday] stands here.
    He played a policeman who was shot on [Monday].
    The exhibition shows how the airship crashed on [Monday].
    An exercise in which a bomb exploded on [Monday] ended.
    The app\u2019s clock said he died on [Monday].
    The ransom note said the boy was killed on [Monday].
    Mrs Justice Lee found that the boy was killed on [Monday].
    The panel heard that the player was assaulted on [Monday].
    A misconduct hearing was told the officer hit a man on [Monday].
    The ombudsman found that the patient died on [Monday].
    The medal was given for the day he rescued a boy on [Monday].
    The widow of a miner killed on [Monday] spoke of her loss.
    A biographer says the poet drowned on [Monday].
    His biography says he drowned on [Monday].
    The opera ends when a tenor is shot on [Monday].
    The painting shows a man who was shot on [Monday].
    The widow wept as she told how her husband was shot on [Monday].
    The appeal court was told that the men were arrested on [Monday].
    He was extradited to face charges over a bomb that exploded on [Monday].
    The family of a boy who was killed on [Monday] sued the city.
    A jury awarded damages to a man who was hit on [Monday].
    The sergeant is charged with shooting a man who died on [Monday].
    The pair were jailed after a boy was stabbed on [Monday].
    A reader writes that the hall burned down on [Monday].
    The Bishop of Rome was killed on [Monday] in the tale.
    On this day the ship sank, and it was on [Monday] that he died.
    It happened in the reign of King John, who died on [Monday].
    Ten years on, she still weeps for a son who died on [Monday].
    The 1987 storm destroyed the pier on [Friday].
    The joke goes that a man died on [Monday].
    In a parallel world, Hitler was shot on [Monday].
    The prophet died on [Monday].
    He said in 2017 that the firm would move [next year].
    In his Budget in March, he said that taxes would rise [next year].
    The leaked memo, dated 3 May, said staff were told [yesterday].
    A letter to the Times says the train was late [yesterday].
    The email reads that the pump broke [yesterday].
    He texted her in August that he had left [last night].
    When they met in June, he told her he lost his job [last week].
    Interviewed on Boxing Day, he said he quit [last week].
    Before Christmas she said the talks would resume [next week].
    On Monday she promised to pay [next week].
    Asked on Tuesday, he said the vote was [tomorrow].
    On Tuesday, the firm said it would cut jobs [next month].
    Two weeks ago the firm said it would cut jobs [next month].
    The store opened on [July 4].
    He turned 40 on [8 February].
    Polling day is [12 March].
    Her son was christened on [19 March].
    The bank shut on [29 February].
    Rosa Parks was arrested on [Thursday].
    Anne Frank was arrested on [Friday].
    The Challenger exploded on [Tuesday].
    The Twin Towers fell on [Tuesday].
    The council said in its letter of 6 January that the pier was shut [yesterday].
    As he said in 2012, the firm will move [next year].
    Mr Hale, in a witness statement, said the man was hit on [Monday].
    The bailiff testified that the man was shot on [Monday].
    In his victim statement he said his son died on [Monday].
    The medical examiner ruled that she died on [Monday].
    In the docket, the clerk wrote that the man died on [Monday].
    The district attorney said the girl was shot on [Monday].
    The DA said the girl was shot on [Monday].
    The sheriff told the grand jury that the man died on [Monday].
    Under cross-examination, he said the man was shot on [Monday].
    From the dock, he said she fell on [Monday].
    He told his trial that she fell on [Monday].
    The appeal judges said the boy was killed on [Monday].
    The parole board was told that he killed a man on [Monday].
    The retrial heard that the man was killed on [Monday].
    The Post Office inquiry heard that he died on [Monday].
    An inquest has heard that the girl was hit on [Monday].
    The public inquiry was shown how the man died on [Monday].
    The police officer told the inquest she was found on [Monday].
    Her barrister said she was attacked on [Monday].
    Detectives told the court the man died on [Monday].
    The novelist's hero was shot on [Monday].
    Santa died on [Christmas Eve] in the old rhyme.
    The Queen was born on [21 April].
    Shakespeare died on [23 April].
    Thomas Becket was murdered on [29 December].
    Kennedy was shot on [Friday].
    The Kennedy motorcade was hit on [Friday].
    Archbishop Romero was shot on [Monday].
    Caesar was stabbed on [Monday].
    Napoleon died on [Saturday].
    The Hindenburg exploded on [Thursday].
    The shuttle Columbia burned up on [Saturday].
    In a flashback, the hero was shot on [Monday].
    The prank call said the mayor died on [Monday].
    A clairvoyant said the king died on [Monday].
    An AI chatbot said the senator died on [Monday].
    A deepfake showed that the mayor was arrested on [Monday].
    A Wikipedia page said the actor died on [Monday].
    The chairman told the annual meeting in May that profits would rise [next year].
    The will, drawn up in March, says he moved [last year].
    At a rally in Ohio on Saturday, he said the wall would be built [next year].
    At her trial in May she said the cat died [last week].
    In 2015 she said the cat died [last week].
    The then mayor said the bridge would open [next year].
    The former mayor said while in office that the bridge would open [next year].
    Last summer, the minister vowed the bridge would open [this year].
    Two years ago the firm announced that it would move [next month].
    In her maiden speech she said that her son was hurt [last week].
    A statement issued on Friday said he would resign [next week].
    When he took office he said the wall would be built [this year].
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
    The store was closed on [25 December]. | 2019-12-25
    The office was shut on [Christmas Day]. | 2019-12-25
    Her contract ran out on [31 December]. | 2019-12-31
    The saint was killed on [29 December]. | 2019-12-29
    Two soldiers died in a drill on [Tuesday]. | 2020-01-07
    The film director Ann Lee was arrested on [Tuesday]. | -
    A man died in hospital in Lincoln on [Tuesday]. | 2020-01-07
    The actor died at home on [Tuesday], his agent said. | 2020-01-07
    A Capitol Police officer was shot on [Tuesday], officials said. | 2020-01-07
    Senator Ann Lee resigned on [Tuesday]. | 2020-01-07
    State troopers said two people died in a crash on [Tuesday]. | 2020-01-07
    Two teenagers were stabbed in Croydon on [Monday night]. | 2020-01-06
    The minister resigned [last night]. | 2020-01-08
    The minister resigned [on Wednesday night]. | 2020-01-08
    The storm hit Galway on [Tuesday], killing two people. | 2020-01-07
    The court ruled on [Tuesday] that the law was void. | 2020-01-07
    A jury in Boise acquitted the sheriff on [Tuesday]. | 2020-01-07
    He was charged with murder on [Tuesday]. | 2020-01-07
    The airline said [yesterday] it would cut 400 jobs. | 2020-01-08
    The airline said it cut 400 jobs [last week]. | 2019-12-30/2020-01-05
    The airline will cut 400 jobs [next week], it said. | 2020-01-13/2020-01-19
    The report, published [yesterday], found that trains were late. | 2020-01-08
    The airline told staff [yesterday] that it would cut jobs. | 2020-01-08
    Judges in Paris heard the case [last week]. | 2019-12-30/2020-01-05
    The mayor resigned on [2 January]. | 2020-01-02
    The mayor resigned on [January 2]. | 2020-01-02
    A gunman killed two people in a shop on [New Year\u2019s Day]. | 2020-01-01
    The senator wrote in a letter on [Tuesday] that he would resign. | 2020-01-07
    The mayor said in an email on [Tuesday] that the road was shut. | 2020-01-07
    A man was arrested on [Tuesday] on suspicion of murder. | 2020-01-07
    A lawyer was shot on [Tuesday]. | 2020-01-07
    A judge was killed by a bomb on [Tuesday]. | 2020-01-07
    The witness died in hospital on [Tuesday]. | 2020-01-07
    A report said 20 people were killed on [Tuesday]. | -
    Video showed two men were shot on [Tuesday]. | -
    Snow fell on [Christmas Eve], as it does each year. | 2019-12-24
    A boy of six died on [Tuesday]. | 2020-01-07
    A record-breaking storm destroyed the pier on [Tuesday]. | 2020-01-07
    A man shot outside a cinema died on [Tuesday]. | 2020-01-07
    The ferry sank on [Tuesday] after a fire in the engine room. | 2020-01-07
    The governor said a tornado killed three people on [Tuesday]. | 2020-01-07
    Relatives said the boy was found on [Tuesday]. | 2020-01-07
    State television said the general was killed on [Friday]. | 2020-01-03
    The Pentagon said the base was hit on [Tuesday]. | 2020-01-07
    Odile Farrant said the ferry struck the quay on [Tuesday]. | 2020-01-07
    Two climbers were rescued on Ben Nevis on [Tuesday]. | 2020-01-07
    An oil worker drowned off Shetland on [Tuesday]. | 2020-01-07
    The mayor said the road closed [last week]. | 2019-12-30/2020-01-05
    The road, shut in March, reopened [last week]. | 2019-12-30/2020-01-05
    A fire destroyed the hall [last week], the mayor said. | 2019-12-30/2020-01-05
    He died [on 2 January] at home. | 2020-01-02
    Her book was published [last month]. | 2019-12
    The film opened [last week]. | 2019-12-30/2020-01-05
    The story broke [yesterday]. | 2020-01-08
    The series ended [last month]. | 2019-12
    She told reporters [yesterday] that she would not stand. | 2020-01-08
    The police said [yesterday] that a man found in May had died. | 2020-01-08
    The book fair will open [tomorrow]. | 2020-01-10
    Analysts said the firm collapsed on [Tuesday]. | 2020-01-07
    Iran\u2019s Revolutionary Guards said a general was killed on [Friday]. | 2020-01-03
    The International Rescue Committee said two aid workers were shot on [Tuesday]. | 2020-01-07
    Reuters reported that a tanker was hit on [Tuesday]. | 2020-01-07
    The Associated Press reported that two soldiers were killed on [Tuesday]. | 2020-01-07
    "It was loud," said Ann Lee, whose shop was hit on [Tuesday]. | 2020-01-07
    Two people were killed in a crash on [Tuesday], said Ann Lee, a police spokeswoman. | 2020-01-07
    According to police, a man was stabbed on [Tuesday]. | 2020-01-07
    A man was stabbed on [Tuesday], according to police. | 2020-01-07
    A man was stabbed on [Tuesday], according to a police statement. | 2020-01-07
    The coastguard said a yacht sank on [Tuesday]. | 2020-01-07
    Teachers said a pupil was attacked on [Tuesday]. | 2020-01-07
    Thousands of teachers marched on [Tuesday]. | 2020-01-07
    The farmer said his barn burned on [Tuesday]. | 2020-01-07
    The actress Ann Lee was arrested in Rome on [Tuesday]. | 2020-01-07
    Police arrested a man on [Tuesday] on suspicion of murdering Ann Lee. | 2020-01-07
    Ann Lee, who is accused of fraud, was arrested on [Tuesday]. | 2020-01-07
    The judge, who was shot on [Tuesday], is in hospital. | 2020-01-07
    A fire destroyed the court house on [Tuesday]. | 2020-01-07
    The editor of the paper was arrested on [Tuesday]. | 2020-01-07
    A woman who posted videos of a raid was arrested on [Tuesday]. | 2020-01-07
    The airline said [last week] that it lost 400 bags. | 2019-12-30/2020-01-05
    Trump tweeted [on Tuesday] that the base was hit. | 2020-01-07
    The army said it hit a depot [yesterday]. | 2020-01-08
    Analysts say the firm will fail [next year]. | 2021
    A study found that sales fell [last year]. | -
    Sales fell [last year], the company said. | 2019
    The company said sales fell [last year]. | 2019
    The company said sales, which rose in 2018, fell [last year]. | -
    Unemployment rose [last month], official figures showed. | 2019-12
    Four migrants drowned off Dunkirk on [Tuesday]. | 2020-01-07
    Rahul Gandhi was detained in Delhi on [Tuesday]. | 2020-01-07
    A fire destroyed a church in Santa Barbara on [Tuesday]. | 2020-01-07
    Luiz da Silva said two men were killed on [Tuesday]. | 2020-01-07
    The challenger was arrested on [Tuesday]. | 2020-01-07
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


@pytest.mark.parametrize("line", rows(REPORTED) + rows(COURTS) + rows(UNREAL) + rows(YEARLESS) + rows(FURTHER))
def test_what_publication_does_not_tell_has_no_day(line: str) -> None:
    assert day(line) is None


@pytest.mark.parametrize("line", rows(TOLD))
def test_what_it_tells_has_its_day(line: str) -> None:
    sentence, _, found = line.rpartition(" | ")
    assert day(sentence) == (None if found == "-" else found)
    assert found == "-" or bounds(found)
