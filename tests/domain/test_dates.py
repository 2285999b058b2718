"""Words of time in a story of a known day: the right days or none, never wrong ones; and dates that contradict."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.domain.dates import When, age_conflict, resolve, span_conflict, weekday_conflict
from workbench.domain.datewords import MONTHS, WEEKDAYS

# A head "published language tense" ("-" for none), then: words | first..last | precision; or words alone, unresolved.
# "~" stands for a no-break space. 5 March 2025 is a Wednesday.
READ = """
    # - - -
    March 5, 2025 | 2025-03-05 | day
    March~5, 2025 | 2025-03-05 | day
    March 5th, 2025 | 2025-03-05 | day
    March 5 2025 | 2025-03-05 | day
    march 5, 2025 | 2025-03-05 | day
    MARCH 5, 2025 | 2025-03-05 | day
    March the 5th, 2025 | 2025-03-05 | day
    Mar. 5, 2025 | 2025-03-05 | day
    Mar 5, 2025 | 2025-03-05 | day
    on March 5, 2025, | 2025-03-05 | day
    5 March 2025 | 2025-03-05 | day
    5~March~2025 | 2025-03-05 | day
    5th March 2025 | 2025-03-05 | day
    5th of March 2025 | 2025-03-05 | day
    the 5th of March, 2025 | 2025-03-05 | day
    the fifth of March 2025 | 2025-03-05 | day
    5 March, 2025 | 2025-03-05 | day
    05 March 2025 | 2025-03-05 | day
    5 Mar. 2025 | 2025-03-05 | day
    5-Mar-2025 | 2025-03-05 | day
    1st Sept 2024 | 2024-09-01 | day
    Sept. 1, 2024 | 2024-09-01 | day
    Sep 1, 2024 | 2024-09-01 | day
    the twenty-first of June 2024 | 2024-06-21 | day
    the thirty-first of May 2024 | 2024-05-31 | day
    2025-03-05 | 2025-03-05 | day
    2025/03/05 | 2025-03-05 | day
    2025-03-05T10:15:00Z | 2025-03-05 | day
    Wednesday, March 5, 2025 | 2025-03-05 | day
    Wednesday 5 March 2025 | 2025-03-05 | day
    Wed. 5 March 2025 | 2025-03-05 | day
    Wed, 5 Mar 2025 | 2025-03-05 | day
    Wednesday the 5th of March 2025 | 2025-03-05 | day
    on Wednesday (5 March 2025) | 2025-03-05 | day
    March 5, 2025, a Wednesday | 2025-03-05 | day
    March 5, 2025 (Wednesday) | 2025-03-05 | day
    the evening of 5 March 2025 | 2025-03-05 | part
    early on 5 March 2025 | 2025-03-05 | part
    at 3 p.m. on March 5, 2025 | 2025-03-05 | part
    March 5, 2025, at 3:30 p.m. ET | 2025-03-05 | part
    15.30 GMT on 5 March 2025 | 2025-03-05 | part
    the night of March 5, 2025 | 2025-03-05 | part
    February 29, 2024 | 2024-02-29 | day
    29 February 2000 | 2000-02-29 | day
    Thursday, 29 February 2024 | 2024-02-29 | day
    February 29, 2025
    29 February 1900
    31 April 2025
    February 30, 2024
    32 March 2025
    Tuesday, March 5, 2025
    Tuesday 5 March 2025
    13/3/2025 | 2025-03-13 | day
    3/13/2025 | 2025-03-13 | day
    13.03.2025 | 2025-03-13 | day
    13-03-2025 | 2025-03-13 | day
    3/3/2025 | 2025-03-03 | day
    Wednesday 5/3/2025 | 2025-03-05 | day
    Saturday 5/3/2025 | 2025-05-03 | day
    5/3/2025
    05.03.2025
    5-3-2025
    13/13/2025
    5/3/25
    5/3
    9/11
    24/7
    Christmas Day 2024 | 2024-12-25 | day
    Christmas Day, 2024 | 2024-12-25 | day
    Christmas Eve in 2019 | 2019-12-24 | day
    New Year’s Eve 2019 | 2019-12-31 | day
    New Year's Day 2020 | 2020-01-01 | day
    New Year’s Day, 2020 | 2020-01-01 | day
    Boxing Day 2004 | 2004-12-26 | day
    St. Patrick’s Day 2023 | 2023-03-17 | day
    St Patrick's Day 2023 | 2023-03-17 | day
    Valentine’s Day 2021 | 2021-02-14 | day
    Halloween 2022 | 2022-10-31 | day
    the Fourth of July, 1976 | 1976-07-04 | day
    Sept. 11, 2001 | 2001-09-11 | day
    Easter 2024
    Thanksgiving 2024
    Good Friday 2024
    Christmas 2024
    March 2025 | 2025-03-01..2025-03-31 | month
    in March 2025 | 2025-03-01..2025-03-31 | month
    Feb. 2024 | 2024-02-01..2024-02-29 | month
    February 2023 | 2023-02-01..2023-02-28 | month
    February of 1900 | 1900-02-01..1900-02-28 | month
    2025-03 | 2025-03-01..2025-03-31 | month
    late December 2024 | 2024-12-16..2024-12-31 | month
    early March 2025 | 2025-03-01..2025-03-15 | month
    mid-March 2025 | 2025-03-06..2025-03-25 | month
    mid March 2025 | 2025-03-06..2025-03-25 | month
    at the end of February 2024 | 2024-02-16..2024-02-29 | month
    the beginning of May 2024 | 2024-05-01..2024-05-15 | month
    2019 | 2019-01-01..2019-12-31 | year
    in 2019 | 2019-01-01..2019-12-31 | year
    in the year 2019 | 2019-01-01..2019-12-31 | year
    during 1945 | 1945-01-01..1945-12-31 | year
    mid-2019 | 2019-04-01..2019-09-30 | year
    early 2019 | 2019-01-01..2019-06-30 | year
    in late 2019 | 2019-07-01..2019-12-31 | year
    the end of 2019 | 2019-07-01..2019-12-31 | year
    the 1990s | 1990-01-01..1999-12-31 | decade
    in the 1990s | 1990-01-01..1999-12-31 | decade
    1990s | 1990-01-01..1999-12-31 | decade
    the mid-1990s | 1993-01-01..1997-12-31 | decade
    the early 1980s | 1980-01-01..1985-12-31 | decade
    late 1970s | 1974-01-01..1979-12-31 | decade
    the 2010s | 2010-01-01..2019-12-31 | decade
    the 1900s
    the 2000s
    the ’90s
    the 90s
    the nineties
    Q3 2024 | 2024-07-01..2024-09-30 | quarter
    Q1 of 2024 | 2024-01-01..2024-03-31 | quarter
    the third quarter of 2024 | 2024-07-01..2024-09-30 | quarter
    the last quarter of 2024 | 2024-10-01..2024-12-31 | quarter
    the first half of 2024 | 2024-01-01..2024-06-30 | half
    H2 2024 | 2024-07-01..2024-12-31 | half
    Q5 2024
    H3 2024
    the fourth half of 2024
    fiscal 2024
    summer 2019
    winter 2019
    the summer of 2019
    4 to 5 March 2025 | 2025-03-04..2025-03-05 | range
    4–5 March 2025 | 2025-03-04..2025-03-05 | range
    March 4–5, 2025 | 2025-03-04..2025-03-05 | range
    March 4-6, 2025 | 2025-03-04..2025-03-06 | range
    March 4 to 6, 2025 | 2025-03-04..2025-03-06 | range
    March 4 through March 6, 2025 | 2025-03-04..2025-03-06 | range
    March 4 – April 2, 2025 | 2025-03-04..2025-04-02 | range
    between 3 and 7 May 2024 | 2024-05-03..2024-05-07 | range
    between May 3 and 7, 2024 | 2024-05-03..2024-05-07 | range
    from 3 to 7 May 2024 | 2024-05-03..2024-05-07 | range
    from May 3, 2024, to June 7, 2024 | 2024-05-03..2024-06-07 | range
    Monday 3 to Wednesday 5 March 2025 | 2025-03-03..2025-03-05 | range
    30 December 2024 to 2 January 2025 | 2024-12-30..2025-01-02 | range
    30 December to 2 January 2025 | 2024-12-30..2025-01-02 | range
    Dec. 30 – Jan. 2, 2025 | 2024-12-30..2025-01-02 | range
    28 February–1 March 2024 | 2024-02-28..2024-03-01 | range
    2025-03-05 to 2025-03-09 | 2025-03-05..2025-03-09 | range
    4 and 5 March 2025 | 2025-03-04..2025-03-05 | range
    March 4 and 5, 2025 | 2025-03-04..2025-03-05 | range
    the night of 4 to 5 March 2025 | 2025-03-04..2025-03-05 | range
    overnight 4-5 March 2025 | 2025-03-04..2025-03-05 | range
    between 2019 and 2021 | 2019-01-01..2021-12-31 | range
    1914–1918 | 1914-01-01..1918-12-31 | range
    from 2019 to 2021 | 2019-01-01..2021-12-31 | range
    March to May 2024 | 2024-03-01..2024-05-31 | range
    between March and May 2024 | 2024-03-01..2024-05-31 | range
    November 2023 to February 2024 | 2023-11-01..2024-02-29 | range
    November–February 2024 | 2023-11-01..2024-02-29 | range
    4 and 9 March 2025
    the night of 4 to 9 March 2025
    4 or 5 March 2025
    9 to 3 May 2024
    9 May to 3 May 2024
    5 to 5 May 2024
    Tuesday 3 to Wednesday 5 March 2025
    2009-10
    2019-20
    1914-18
    2021-2019
    1800-2000
    from 1900 to 2000
    29 May 1660 | 1660-05-29 | day
    Tuesday, 29 May 1660
    Saturday, 29 May 1660
    since 2019
    until 5 March 2025
    by March 2025
    after 5 March 2025
    before 2019
    about 5 March 2025
    around 2019
    c. 1850
    Tuesday
    today
    last week
    last year
    March 5
    in March
    two days ago

    # 2025-03-05 - past
    Tuesday | 2025-03-04 | day
    on Tuesday | 2025-03-04 | day
    On Tuesday, | 2025-03-04 | day
    on~Tuesday | 2025-03-04 | day
    Tuesday’s | 2025-03-04 | day
    Wednesday | 2025-03-05 | day
    early Wednesday | 2025-03-05 | part
    Early Wednesday | 2025-03-05 | part
    Thursday | 2025-02-27 | day
    Monday | 2025-03-03 | day
    on Sunday | 2025-03-02 | day
    late Tuesday | 2025-03-04 | part
    late on Tuesday | 2025-03-04 | part
    late on Tuesday night | 2025-03-04 | part
    Tuesday evening | 2025-03-04 | part
    on Tuesday morning | 2025-03-04 | part
    Tuesday night | 2025-03-04 | part
    early Tuesday morning | 2025-03-04 | part
    on the morning of Tuesday | 2025-03-04 | part
    in the early hours of Tuesday | 2025-03-04 | part
    the early hours of Tuesday morning | 2025-03-04 | part
    in the small hours of Tuesday | 2025-03-04 | part
    shortly after midnight on Friday | 2025-02-28 | part
    just before midnight on Friday | 2025-02-28 | part
    Friday, shortly after midnight | 2025-02-28 | part
    before dawn on Friday | 2025-02-28 | part
    at dawn on Friday | 2025-02-28 | part
    at noon on Friday | 2025-02-28 | part
    Friday lunchtime | 2025-02-28 | part
    at 3pm on Friday | 2025-02-28 | part
    around 3:15 a.m. Friday | 2025-02-28 | part
    Friday at 11 p.m. | 2025-02-28 | part
    Friday at 7 o’clock | 2025-02-28 | part
    midnight on Friday
    at midnight Friday
    Friday midnight
    at 12 a.m. Friday
    at 00:00 on Friday
    overnight Tuesday
    overnight | 2025-03-04..2025-03-05 | range
    overnight Monday to Tuesday | 2025-03-03..2025-03-04 | range
    Monday night into Tuesday | 2025-03-03..2025-03-04 | range
    Monday night into early Tuesday | 2025-03-03..2025-03-04 | range
    Saturday and Sunday | 2025-03-01..2025-03-02 | range
    from Friday to Sunday | 2025-02-28..2025-03-02 | range
    Friday through Sunday | 2025-02-28..2025-03-02 | range
    between Friday and Sunday | 2025-02-28..2025-03-02 | range
    between Monday and Friday
    Monday to Thursday
    Monday and Wednesday
    Monday or Tuesday
    since Monday
    until Friday
    by Tuesday
    before Tuesday
    for Tuesday
    the Tuesday
    Tuesdays
    every Tuesday
    on Mondays
    Tue
    Sun
    last Tuesday
    last Monday
    last Wednesday | 2025-02-26 | day
    last Thursday | 2025-02-27 | day
    last Friday | 2025-02-28 | day
    last Friday night | 2025-02-28 | part
    late last Friday | 2025-02-28 | part
    Friday last | 2025-02-28 | day
    last Saturday | 2025-03-01 | day
    last Sunday
    the last Friday
    this past Tuesday | 2025-03-04 | day
    the past Tuesday | 2025-03-04 | day
    this past Friday | 2025-02-28 | day
    this past Wednesday
    this Tuesday | 2025-03-04 | day
    this Monday | 2025-03-03 | day
    this Friday
    this Sunday
    this Wednesday
    Tuesday last week | 2025-02-25 | day
    on Tuesday of last week | 2025-02-25 | day
    last week on Tuesday | 2025-02-25 | day
    Wednesday last week | 2025-02-26 | day
    Sunday last week
    Tuesday this week | 2025-03-04 | day
    last Friday, February 28 | 2025-02-28 | day
    last Friday, March 7
    March 5 | 2025-03-05 | day
    March 4 | 2025-03-04 | day
    4 March | 2025-03-04 | day
    on 4th March | 2025-03-04 | day
    the 4th of March | 2025-03-04 | day
    the evening of March 4 | 2025-03-04 | part
    Tuesday, March 4 | 2025-03-04 | day
    Tuesday 4 March | 2025-03-04 | day
    Tuesday (March 4) | 2025-03-04 | day
    Monday, March 4
    December 31 | 2024-12-31 | day
    Dec. 31 | 2024-12-31 | day
    New Year’s Eve | 2024-12-31 | day
    on Christmas Day | 2024-12-25 | day
    January 1 | 2025-01-01 | day
    September 5 | 2024-09-05 | day
    August 5
    March 6
    February 29
    5 March last year | 2024-03-05 | day
    Christmas Day last year | 2024-12-25 | day
    February 29 last year | 2024-02-29 | day
    Sept. 11
    January 6
    on Oct. 7
    the 5th
    on the 5th
    the 4th
    in February | 2025-02-01..2025-02-28 | month
    in January | 2025-01-01..2025-01-31 | month
    in December | 2024-12-01..2024-12-31 | month
    late December | 2024-12-16..2024-12-31 | month
    in early February | 2025-02-01..2025-02-15 | month
    September | 2024-09-01..2024-09-30 | month
    in August
    in March
    in April
    in may
    March last year | 2024-03-01..2024-03-31 | month
    in May of last year | 2024-05-01..2024-05-31 | month
    January this year | 2025-01-01..2025-01-31 | month
    last March | 2024-03-01..2024-03-31 | month
    last May | 2024-05-01..2024-05-31 | month
    last December | 2024-12-01..2024-12-31 | month
    last January
    last february
    last march
    this January | 2025-01-01..2025-01-31 | month
    this May
    3 to 5 February | 2025-02-03..2025-02-05 | range
    December 30 to January 2 | 2024-12-30..2025-01-02 | range
    between December and February | 2024-12-01..2025-02-28 | range
    over the weekend | 2025-03-01..2025-03-02 | range
    at the weekend | 2025-03-01..2025-03-02 | range
    this weekend
    last weekend | 2025-03-01..2025-03-02 | range
    the 1st of never

    # 2025-03-05 - -
    today | 2025-03-05 | day
    earlier today | 2025-03-05 | part
    later today | 2025-03-05 | part
    this morning | 2025-03-05 | part
    early this morning | 2025-03-05 | part
    this afternoon | 2025-03-05 | part
    this evening | 2025-03-05 | part
    tonight | 2025-03-05 | part
    yesterday | 2025-03-04 | day
    Yesterday | 2025-03-04 | day
    yesterday’s | 2025-03-04 | day
    yesterday morning | 2025-03-04 | part
    late yesterday | 2025-03-04 | part
    last night | 2025-03-04 | part
    late last night | 2025-03-04 | part
    last night’s | 2025-03-04 | part
    the night before last | 2025-03-03 | part
    tomorrow | 2025-03-06 | day
    tomorrow night | 2025-03-06 | part
    the day before yesterday | 2025-03-03 | day
    the day after tomorrow | 2025-03-07 | day
    two days ago | 2025-03-03 | day
    a day ago | 2025-03-04 | day
    2 days ago | 2025-03-03 | day
    five days ago | 2025-02-28 | day
    three days from now | 2025-03-08 | day
    in three days’ time | 2025-03-08 | day
    in a day's time | 2025-03-06 | day
    in three days
    100 days ago
    a few days ago
    a couple of days ago
    nearly two days ago
    a week ago today | 2025-02-26 | day
    two weeks ago today | 2025-02-19 | day
    a year ago today | 2024-03-05 | day
    a year ago yesterday | 2024-03-04 | day
    a week ago | 2025-02-23..2025-03-01 | week
    two weeks ago | 2025-02-16..2025-02-22 | week
    a fortnight ago | 2025-02-16..2025-02-22 | week
    a month ago | 2025-01-20..2025-02-28 | month
    two months ago | 2024-12-20..2025-01-31 | month
    a year ago | 2023-09-03..2024-12-31 | year
    three years ago | 2021-09-02..2022-12-31 | year
    17 years ago | 2007-09-03..2008-12-31 | year
    ten years ago
    20 years ago
    about a week ago
    more than two weeks ago
    half a year ago
    three weeks earlier
    three weeks later
    two days after the attack
    the previous day
    the following day
    that day
    the same day
    the other day
    recently
    now
    in recent days
    the day before
    last week | 2025-02-24..2025-03-02 | week
    last week’s | 2025-02-24..2025-03-02 | week
    late last week | 2025-02-24..2025-03-02 | week
    this week | 2025-03-03..2025-03-09 | week
    next week | 2025-03-10..2025-03-16 | week
    earlier this week | 2025-03-03..2025-03-05 | week
    later this week | 2025-03-05..2025-03-09 | week
    the week before last | 2025-02-17..2025-02-23 | week
    the week after next | 2025-03-17..2025-03-23 | week
    the last week
    over the last week
    the past week
    in the next week
    this month | 2025-03-01..2025-03-31 | month
    earlier this month | 2025-03-01..2025-03-05 | month
    later this month | 2025-03-05..2025-03-31 | month
    last month | 2025-02-01..2025-02-28 | month
    late last month | 2025-02-16..2025-02-28 | month
    next month | 2025-04-01..2025-04-30 | month
    the month before last | 2025-01-01..2025-01-31 | month
    the last two months
    the last month
    this year | 2025-01-01..2025-12-31 | year
    earlier this year | 2025-01-01..2025-03-05 | year
    later this year | 2025-03-05..2025-12-31 | year
    last year | 2024-01-01..2024-12-31 | year
    late last year | 2024-07-01..2024-12-31 | year
    at the end of last year | 2024-07-01..2024-12-31 | year
    next year | 2026-01-01..2026-12-31 | year
    the year before last | 2023-01-01..2023-12-31 | year
    in the last year
    in the past year
    the ’90s | 1990-01-01..1999-12-31 | decade
    the early ’90s | 1990-01-01..1995-12-31 | decade
    the ’20s
    last summer
    Tuesday
    on Wednesday
    early Wednesday
    last Friday | 2025-02-28 | day
    last Tuesday
    next Tuesday | 2025-03-11 | day
    next Wednesday | 2025-03-12 | day
    next Friday
    this Tuesday
    this coming Tuesday | 2025-03-11 | day
    the coming Friday | 2025-03-07 | day
    Friday week | 2025-03-14 | day
    Wednesday week
    Friday next week | 2025-03-14 | day
    March 4 | 2025-03-04 | day
    March 6 | 2025-03-06 | day
    April 5 | 2025-04-05 | day
    January 10 | 2025-01-10 | day
    Tuesday, March 4 | 2025-03-04 | day
    Thursday 6 March | 2025-03-06 | day
    Wednesday, March 4
    Tuesday, December 31 | 2024-12-31 | day
    December 31
    September 5
    July 5
    in March
    in February
    last March | 2024-03-01..2024-03-31 | month
    next March | 2026-03-01..2026-03-31 | month
    next April
    3/13/25 | 2025-03-13 | day
    13/3/62
    01.02.03
    01/02/03
    25/12/13
    5-3-25
    at the weekend
    last weekend | 2025-03-01..2025-03-02 | range
    overnight
    tonight or tomorrow
    2019 season
    1, 2 and 3 March

    # 2025-03-05 - future
    Tuesday | 2025-03-11 | day
    on Thursday | 2025-03-06 | day
    Thursday evening | 2025-03-06 | part
    on Wednesday
    this Friday | 2025-03-07 | day
    this Tuesday | 2025-03-11 | day
    March 6 | 2025-03-06 | day
    December 31 | 2025-12-31 | day
    Sept. 11 | 2025-09-11 | day
    March 4
    in April | 2025-04-01..2025-04-30 | month
    in September | 2025-09-01..2025-09-30 | month
    in December | 2025-12-01..2025-12-31 | month
    in February
    in March
    in three days | 2025-03-08 | day
    overnight | 2025-03-05..2025-03-06 | range
    at the weekend | 2025-03-08..2025-03-09 | range
    this weekend | 2025-03-08..2025-03-09 | range
    next weekend
    from Friday to Sunday | 2025-03-07..2025-03-09 | range
    yesterday | 2025-03-04 | day

    # 2050-03-05 - -
    3/13/10
    3/13/45 | 2045-03-13 | day

    # 2025-11-20 - future
    in January | 2026-01-01..2026-01-31 | month
    February 5 | 2026-02-05 | day
    July 5

    # 2025-11-20 - past
    March 5 | 2025-03-05 | day
    in March | 2025-03-01..2025-03-31 | month
    on Thursday | 2025-11-20 | day

    # 2025-03-05 en-GB -
    5/3/2025 | 2025-03-05 | day
    05/03/2025 | 2025-03-05 | day
    05.03.2025 | 2025-03-05 | day
    5/3/25 | 2025-03-05 | day
    3/25/2025 | 2025-03-25 | day
    on 5/3/2025 | 2025-03-05 | day
    Wednesday 5/3/2025 | 2025-03-05 | day
    Saturday 5/3/2025
    5/3/2025 to 7/3/2025 | 2025-03-05..2025-03-07 | range
    5/3

    # 2025-03-05 en-US -
    5/3/2025 | 2025-05-03 | day
    05/03/2025 | 2025-05-03 | day
    25/3/2025 | 2025-03-25 | day
    5/3/25 | 2025-05-03 | day
    Wednesday 5/3/2025
    12/31/24 | 2024-12-31 | day

    # 2025-03-05 en-CA -
    5/3/2025
    13/3/2025 | 2025-03-13 | day

    # 2025-03-02 - past
    Sunday | 2025-03-02 | day
    on Saturday | 2025-03-01 | day
    last Friday
    last Sunday | 2025-02-23 | day
    last Saturday
    last week
    this week
    next week
    earlier this week
    over the weekend | 2025-03-01..2025-03-02 | range
    this weekend | 2025-03-01..2025-03-02 | range
    last weekend

    # 2025-02-28 - past
    Friday | 2025-02-28 | day
    Monday to Friday
    from Monday to Friday
    Tuesday to Friday | 2025-02-25..2025-02-28 | range

    # 2025-03-01 - past
    Saturday | 2025-03-01 | day
    yesterday | 2025-02-28 | day
    last week | 2025-02-17..2025-02-23 | week
    last Saturday | 2025-02-22 | day
    last Friday
    last Monday
    last month | 2025-02-01..2025-02-28 | month
    at the weekend
    next Monday | 2025-03-03 | day
    next Sunday
    a month ago | 2025-01-16..2025-02-28 | month

    # 2025-03-03 - -
    last Friday | 2025-02-28 | day
    last Monday | 2025-02-24 | day
    last week | 2025-02-24..2025-03-02 | week
    earlier this week
    next Tuesday
    yesterday | 2025-03-02 | day

    # 2024-03-01 - past
    yesterday | 2024-02-29 | day
    Thursday | 2024-02-29 | day
    February 29 | 2024-02-29 | day
    last month | 2024-02-01..2024-02-29 | month
    a year ago today | 2023-03-01 | day

    # 2024-02-29 - -
    tomorrow | 2024-03-01 | day
    a year ago today
    four years ago today | 2020-02-29 | day
    a month ago | 2024-01-01..2024-02-14 | month
    this month | 2024-02-01..2024-02-29 | month

    # 2019-12-31 - past
    on Tuesday | 2019-12-31 | day
    last Friday | 2019-12-27 | day
    on Sunday | 2019-12-29 | day
    tomorrow | 2020-01-01 | day
    next week | 2020-01-06..2020-01-12 | week
    this week | 2019-12-30..2020-01-05 | week
    December 31 | 2019-12-31 | day
    April 24 | 2019-04-24 | day

    # 2020-01-01 - past
    New Year’s Eve | 2019-12-31 | day
    December 31 | 2019-12-31 | day
    yesterday | 2019-12-31 | day
    last month | 2019-12-01..2019-12-31 | month
    last year | 2019-01-01..2019-12-31 | year
    last week | 2019-12-23..2019-12-29 | week
    in December | 2019-12-01..2019-12-31 | month
    last December | 2019-12-01..2019-12-31 | month

    # 2025-03-05T23:30:00+01:00 - past
    today | 2025-03-05 | day
    Wednesday | 2025-03-05 | day
    yesterday | 2025-03-04 | day
    tonight | 2025-03-05 | part

    # 2025-03-05T00:30:00+01:00 - past
    today | 2025-03-05 | day
    last night | 2025-03-04 | part
    tonight
    this evening

    # 2025-03-05T01:00:00Z en-US past
    today | 2025-03-04 | day
    Tuesday | 2025-03-04 | day
    Wednesday | 2025-02-26 | day

    # 2025-03-05T06:00:00Z en-US past
    today
    Monday | 2025-03-03 | day
    last week | 2025-02-24..2025-03-02 | week
    Wednesday

    # 2025-03-05T01:00:00Z en-GB past
    today | 2025-03-05 | day
    Wednesday | 2025-03-05 | day

    # 2025-07-05T23:30:00Z en-GB past
    today
    yesterday
    this month | 2025-07-01..2025-07-31 | month

    # 2025-03-05T23:30:00Z - past
    today
    Thursday
    Wednesday | 2025-03-05 | day
    Monday | 2025-03-03 | day
    last month | 2025-02-01..2025-02-28 | month

    # 2025-01-01T03:00:00Z - past
    last year
    last week | 2024-12-23..2024-12-29 | week
    December 25 | 2024-12-25 | day

    # 2025-03 - past
    yesterday
    Tuesday
    last month | 2025-02-01..2025-02-28 | month
    last year | 2024-01-01..2024-12-31 | year
    in January | 2025-01-01..2025-01-31 | month
    in March
    February 5 | 2025-02-05 | day
    March 5
    earlier this year

    # 2025 - past
    last year | 2024-01-01..2024-12-31 | year
    this year | 2025-01-01..2025-12-31 | year
    last month
    last March
    in March
    January 1 | 2025-01-01 | day
    March 5
    March 5 last year | 2024-03-05 | day

    # 2025-02-30 - past
    yesterday
    March 5, 2025 | 2025-03-05 | day

    # nonsense - past
    yesterday
"""


def _rows() -> list[tuple[str | None, str, str | None, str, str, str]]:
    rows, head = [], ("", "", "")
    for line in READ.strip().splitlines():
        line = line.strip()
        if line.startswith("# "):
            head = tuple("" if part == "-" else part for part in line[2:].split(" "))
        elif line:
            words, days, precision = (part.strip() for part in (line + " | | ").split("|")[:3])
            rows.append((head[0] or None, head[1], head[2] or None, words.replace("~", "\u00a0"), days, precision))
    return rows


def test_the_table_is_long_enough_and_says_nothing_twice():
    rows = _rows()
    assert len(rows) >= 450
    assert len({row[:4] for row in rows}) == len(rows)
    assert sum(not row[4] for row in rows) >= 120


@pytest.mark.parametrize(("published", "language", "tense", "words", "days", "precision"), _rows())
def test_words_have_the_right_days_or_none(published, language, tense, words, days, precision):
    found = resolve(words, published, language=language, tense=tense)
    if not days:
        assert found is None
        return
    start, _, end = days.partition("..")
    assert found == When(start=start, end=end or start, precision=precision, words=words)


DAYS = st.dates(min_value=date(1753, 1, 1), max_value=date(2099, 12, 31))
TENSES = st.sampled_from([None, "past", "future"])


def _styles(day: date) -> list[str]:
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    suffix = "th" if day.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return [
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{month[:3]}. {day.day}, {day.year}",
        f"{day.day}-{month[:3]}-{day.year}",
        f"the {day.day}{suffix} of {month}, {day.year}",
        f"{weekday}, {month} {day.day}{suffix}, {day.year}",
        f"on {weekday[:3]} {day.day} {month[:3]} {day.year}",
        f"{day.day}\u00a0{month}\u00a0{day.year}",
        f"{month} {day.day}, {day.year} ({weekday})",
        f"{weekday} {day.day}/{day.month}/{day.year}" if day.day > 12 else f"{month.upper()} {day.day} {day.year}",
    ]


@given(DAYS, TENSES, st.none() | DAYS.map(date.isoformat))
@example(date(2024, 2, 29), None, None)
@example(date(2000, 5, 31), "past", "2025")
def test_a_date_in_twelve_styles_is_itself(day, tense, published):
    for words in _styles(day):
        found = resolve(words, published, tense=tense)
        assert found is not None, words
        assert (found.start, found.end, found.precision) == (day.isoformat(), day.isoformat(), "day")
        assert weekday_conflict(words, published) is None


@given(DAYS, st.integers(1, 6))
def test_a_date_with_another_weekday_has_no_day_and_is_said(day, off):
    other = WEEKDAYS[(day.weekday() + off) % 7]
    for words in (f"{other}, {MONTHS[day.month - 1]} {day.day}, {day.year}", f"{other} {day.day} {day:%b} {day.year}"):
        assert resolve(words, None) is None
        said = weekday_conflict(words, None)
        assert said is not None
        assert said.endswith(f" is a {WEEKDAYS[day.weekday()]}, not a {other}.")


@given(DAYS, st.integers(0, 6))
def test_a_weekday_in_the_past_is_within_the_week(day, off):
    name = WEEKDAYS[off]
    past = resolve(name, day.isoformat(), tense="past")
    assert past is not None
    then = date.fromisoformat(past.start)
    assert then.weekday() == off
    assert timedelta(0) <= day - then < timedelta(7)
    future = resolve(name, day.isoformat(), tense="future")
    assert (future is None) == (day.weekday() == off)
    if future is not None:
        assert timedelta(0) < date.fromisoformat(future.start) - day < timedelta(7)


@given(DAYS, st.integers(0, 6), TENSES)
def test_last_and_next_keep_out_of_the_running_week(day, off, tense):
    monday = day - timedelta(day.weekday())
    for turn, low, high in (("last", -7, -1), ("next", 7, 13)):
        found = resolve(f"{turn} {WEEKDAYS[off]}", day.isoformat(), tense=tense)
        if found is not None:
            then = date.fromisoformat(found.start)
            assert then.weekday() == off
            assert monday + timedelta(low) <= then <= monday + timedelta(high)
            assert 0 < abs((then - day).days) <= 7


@given(DAYS, DAYS, TENSES)
def test_a_date_without_a_year_is_near_and_on_the_side_of_its_tense(day, published, tense):
    found = resolve(f"{day.day} {MONTHS[day.month - 1]}", published.isoformat(), tense=tense)
    if found is not None:
        then = date.fromisoformat(found.start)
        assert (then.month, then.day) == (day.month, day.day)
        assert then.year == published.year or abs((then - published).days) <= 183
        assert tense != "past" or then <= published
        assert tense != "future" or then >= published


_PIECES = (
    "Tuesday|Wed.|March|May|5|5th|29|2025|1990s|’90s|last|next|this|week|weekend|month|year|ago|two|a|days|the|of|on|in|"
    "to|and|between|from|–|-|/|,|.|early|late|mid-|night|morning|today|yesterday|tonight|overnight|Q3|half|quarter|"
    "first|midnight|3 p.m.|at|New Year’s Eve|time|into|until|before|end|than|12|31|\u00a0|(|)"
).split("|")
TEXTS = st.text(max_size=40) | st.lists(st.sampled_from(_PIECES), max_size=8).map(" ".join)
PUBLISHED = (
    st.none()
    | st.sampled_from(["2025", "2025-03", "0001", "9999-12-31", "2025-03-05T23:30:00Z", "2025-13-01", "", "٢٠٢٥"])
    | st.text(max_size=25)
    | st.dates().map(date.isoformat)
)


@given(TEXTS, PUBLISHED, st.sampled_from(["", "en-GB", "en-US", "de"]), TENSES)
@example("overnight", "0001-01-01", "", "past")
@example("99 years ago", "0200-01-01", "", "past")
@example("next year", "9999-12-31", "", "past")
@example("in nineteen years", "2025", "", "future")
@example("Feb 29 next year (Sunday)", None, "", None)
@example("İ March 5", "2025-03-05", "", None)
def test_no_text_raises_and_what_has_days_has_them_in_order(words, published, language, tense):
    found = resolve(words, published, language=language, tense=tense)
    weekday_conflict(words, published)
    age_conflict(words, 40, When(start="2025-03-05", end="2025-03-05", precision="day", words="today"))
    if found is not None:
        assert date.fromisoformat(found.start) <= date.fromisoformat(found.end)
        assert (found.start == found.end) == (found.precision in ("day", "part"))
        assert found.words == words
        assert span_conflict(words, found, found) is None or words


@given(TEXTS, st.sampled_from(["2025-03", "2024-12", "2025"]), TENSES, st.integers(0, 400))
def test_what_a_month_or_year_of_publication_tells_is_so_on_each_of_its_days(words, published, tense, at):
    found = resolve(words, published, tense=tense)
    if found is not None:
        first = date.fromisoformat((published + "-01-01")[:10])
        days = {"2025-03": 31, "2024-12": 31, "2025": 365}[published]
        assert resolve(words, str(first + timedelta(at % days)), tense=tense) == found


def test_a_value_is_frozen():
    with pytest.raises(AttributeError):
        resolve("2019", None).start = "2020-01-01"


@pytest.mark.parametrize(
    ("words", "published", "said"),
    [
        ("Tuesday, March 5, 2025", None, "5 March 2025 is a Wednesday, not a Tuesday."),
        ("on Tuesday 5 March 2025 in Leeds", None, "5 March 2025 is a Wednesday, not a Tuesday."),
        ("Tue, 5 Mar. 2025", None, "5 March 2025 is a Wednesday, not a Tuesday."),
        ("Tuesday the 5th of March, 2025", None, "5 March 2025 is a Wednesday, not a Tuesday."),
        ("March 5, 2025, a Tuesday", None, "5 March 2025 is a Wednesday, not a Tuesday."),
        ("March 5, 2025 (Tuesday)", None, "5 March 2025 is a Wednesday, not a Tuesday."),
        ("Tuesday 2025-03-05", None, "5 March 2025 is a Wednesday, not a Tuesday."),
        ("Monday 3 to Tuesday 5 March 2025", None, "5 March 2025 is a Wednesday, not a Tuesday."),
        ("Tuesday, March 5", "2025-03-07", "5 March 2025 is a Wednesday, not a Tuesday."),
        ("Tuesday, 5 March last year", "2026-01-07", "5 March 2025 is a Wednesday, not a Tuesday."),
        ("Friday, New Year’s Eve", "2025-01-07", "31 December 2024 is a Tuesday and 31 December 2025 is a Wednesday, "
         "not a Friday."),
        ("Monday 5/3/2025", None, "5 March 2025 is a Wednesday and 3 May 2025 is a Saturday, not a Monday."),
        ("Saturday, 29 February 2025", None, "There is no 29 February 2025."),
        ("Wednesday, March 5, 2025", None, None),
        ("Wednesday, March 5", "2025-03-07", None),
        ("Wednesday 5/3/2025", None, None),
        ("Saturday 5/3/2025", None, None),
        ("Tuesday, March 5", None, None),
        ("Tuesday", "2025-03-05", None),
        ("Thursday, March 5", "2025-11-20", None),  # of 2026
        ("Tuesday, March 5", "2024", None),
        ("Tuesday", None, None),
        ("Tuesday, 29 May 1660", None, None),  # by the calendar of then
        ("Thursday, 29 February 1700", None, None),
        ("on March 4, Saturday March 8 and Sunday March 9, 2025", None, None),
        ("Tuesday, 5 March last year", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_a_weekday_against_its_date(words, published, said):
    assert weekday_conflict(words, published) == said


@pytest.mark.parametrize(
    ("born", "age", "on", "said"),
    [
        ("1979-05-03", 45, "5 March 2025", None),
        ("1979-05-03", 46, "3 May 2025", None),
        ("1979-05-03", 46, "2 May 2025", "Born on 3 May 1979, a person is 45 on 2 May 2025, not 46."),
        ("3 May 1979", 50, "2025", "Born on 3 May 1979, a person is 45 or 46 in 2025, not 50."),
        ("1979", 45, "5 March 2025", None),
        ("1979", 46, "5 March 2025", None),
        ("1979", 47, "5 March 2025", "Born in 1979, a person is 45 or 46 on 5 March 2025, not 47."),
        ("1979", 44, "5 March 2025", "Born in 1979, a person is 45 or 46 on 5 March 2025, not 44."),
        ("1979-05", 45, "20 May 2025", None),
        ("1979-05", 44, "20 May 2025", "Born between 1 May 1979 and 31 May 1979, a person is 45 or 46 on 20 May 2025, "
         "not 44."),
        ("the 1970s", 60, "2025", "Born between 1 January 1970 and 31 December 1979, a person is 45 to 55 in 2025, "
         "not 60."),
        ("2000-02-29", 24, "28 February 2025", None),
        ("2000-02-29", 25, "28 February 2025", None),
        ("2000-02-29", 25, "1 March 2025", None),
        ("2000-02-29", 24, "1 March 2025", "Born on 29 February 2000, a person is 25 on 1 March 2025, not 24."),
        ("2000-02-29", 24, "28 February 2024", "Born on 29 February 2000, a person is 23 on 28 February 2024, not 24."),
        ("2025-02-01", 0, "5 March 2025", None),
        ("2025-04-01", 0, "5 March 2025", "Born on 1 April 2025, nobody has an age on 5 March 2025."),
        ("2025", 0, "5 March 2025", None),
        ("1979-05-03", -1, "5 March 2025", "Born on 3 May 1979, a person is 45 on 5 March 2025, not -1."),
        ("Tuesday", 45, "5 March 2025", None),
        ("nobody knows", 45, "5 March 2025", None),
    ],
)  # fmt: skip
def test_a_date_of_birth_against_an_age(born, age, on, said):
    assert age_conflict(born, age, resolve(on, None)) == said


@pytest.mark.parametrize(
    ("words", "start", "end", "said"),
    [
        ("17 years", "2002", "2019", None),
        ("17 years", "3 May 2002", "5 March 2019", None),
        ("17 years", "3 May 2002", "2 May 2020", None),
        ("17 years", "3 May 2002", "3 May 2019", None),
        ("17-year", "2002", "2019", None),
        ("seventeen years", "April 2003", "December 2019", None),
        ("nearly 17 years", "April 2003", "December 2019", None),
        ("17 years", "2002", "2010", "From 2002 to 2010 is 7 to 8 years, not 17 years."),
        ("17 years", "3 May 2002", "1 October 2018", "From 3 May 2002 to 1 October 2018 is 16 years, not 17 years."),
        ("17 years", "3 May 2002", "3 August 2020", "From 3 May 2002 to 3 August 2020 is 18 years, not 17 years."),
        ("nearly 17 years", "3 May 2002", "3 August 2019", "From 3 May 2002 to 3 August 2019 is 17 years, "
         "not nearly 17 years."),
        ("more than 17 years", "3 May 2002", "3 August 2025", None),
        ("more than 17 years", "3 May 2002", "3 August 2018", "From 3 May 2002 to 3 August 2018 is 16 years, "
         "not more than 17 years."),
        ("about 17 years", "3 May 2002", "3 August 2018", None),
        ("a decade", "2009", "2019", None),
        ("two decades", "2002", "2010", "From 2002 to 2010 is 7 to 8 years, not two decades."),
        ("three weeks", "1 March 2024", "22 March 2024", None),
        ("three weeks", "1 March 2024", "2 March 2024", "From 1 March 2024 to 2 March 2024 is 1 day, not three weeks."),
        ("three days", "4 March 2025", "6 March 2025", None),
        ("two days", "4 March 2025", "6 March 2025", None),
        ("the six months", "1 January 2024", "30 June 2024", None),
        ("six months", "January 2024", "December 2024", "From January 2024 to December 2024 is 10 to 12 months, "
         "not six months."),
        ("two years", "5 March 2025", "5 March 2023", "5 March 2023 is before 5 March 2025."),
        ("two years", "2023", "5 March 2023", "From 2023 to 5 March 2023 is 0 to 63 days, not two years."),
        ("two months", "2023", "5 March 2023", None),
        ("17", "2002", "2010", None),
        ("17 miles", "2002", "2010", None),
        ("a long time", "2002", "2010", None),
    ],
)  # fmt: skip
def test_a_length_of_time_against_two_dates(words, start, end, said):
    assert span_conflict(words, resolve(start, None), resolve(end, None)) == said
