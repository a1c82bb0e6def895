"""Data sets of guidance documents and papers, and comparison to the digits printed.

E2, E4, E6, E9: US EPA, OSWER 9285.6-10 (2002), exhibits. CR: US EPA 1992, chromium. TC: US EPA 1994, TcCB reference
area. PB: Beal 2010, lead. MN: US EPA 2009, example 15.1, manganese.
"""

from decimal import Decimal

from jingtu.science.nondetects import Sample

TEXTS = {
    "E2": "228 552 645 208 755 553 674 151 251 315 731 466 261 240 411 368 492 302 438 751 304 368 376 634 810",
    "E4": "2.8 22.9 3.3 4.6 8.7 30.4 12.2 2.5 5.7 26.3 5.4 6.1 5.2 1.8 7.2 3.4 12.4 0.8 10.3 11.4 38.2 5.6 14.1 12.3 "
    "6.8 3.3 5.2 2.1 19.7 3.9 2.8",
    "E6": "107 175 1796 2002 109 30 273 83 127 254 466 12 403 31 1042 923 24 537 5667 59 158 59 353 10 8 33 1129 3 279",
    "E9": "35 111 105 27 25 20 17 21 32 32 23 17 35 32 29 25 97 20 26 18 17 18 26 25 16 28 29 28 21 119 23 98 20 21 24 "
    "21 22 117 27 25 22 21 26 24 33 33 21 24 30 31 23 30 28 25 22 23 25 28 26 107",
    "CR": "10 13 20 36 41 59 67 110 110 136 140 160 200 230 1300",
    "TC": ".22 .23 .26 .27 .28 .28 .29 .33 .34 .35 .38 .39 .39 .42 .42 .43 .45 .46 .48 .50 .50 .51 .52 .54 .56 .56 .57 "
    ".57 .60 .62 .63 .67 .69 .72 .74 .76 .79 .81 .82 .84 .89 1.11 1.13 1.14 1.14 1.20 1.33",
    "PB": "<1 <1 2 2.5 2.8 <3 3.4 3.9 <4 <4 <4 4.5 4.9 5.5 5.5 5.5 <6 6.7 6.9 7.4 <9 9.5 <10 <10 10 15 49 200 9060",
    "MN": "<5 12.1 16.9 21.6 <2 <5 7.7 53.6 9.5 45.9 <5 5.3 12.6 106.3 34.5 6.3 11.9 10 <2 77.2 17.9 22.7 3.3 8.4 <2",
}


def sample(text: str) -> Sample:
    """Results written as a laboratory writes them, or the name of a set above."""
    words = TEXTS.get(text, text).split()
    return Sample.of([float(word.lstrip("<")) for word in words], [not word.startswith("<") for word in words])


def as_printed(number: float, printed: str) -> bool:
    """Whether a number is the printed one, give or take one in its last digit."""
    wanted = Decimal(printed)
    return abs(Decimal(number) - wanted) <= Decimal(1).scaleb(int(wanted.as_tuple().exponent))
