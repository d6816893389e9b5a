"""LAMBDAs that read cells as the core does: numbers, text, ahead, yes or no, markets, currencies; and that broadcast.

They are written as they are typed in Excel, with one rule: what is in small letters is a variable. An error cell stays
the error that it is. `lambda_names.py` turns them into what a file holds. Text that says a number or a day in figures
is read as everywhere, whatever the language of the person's Excel: no VALUE, no TEXT with letters for years and months.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from partnerbook.functions.values import MOST
from partnerbook.parsing.yes_no import NO, NO_BY_SIGN, YES, YES_BY_SIGN
from partnerbook.workbooks.kit.rows import serial

# Marks of direction, joiners and others that come along with what is copied.
_MARKS = (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
LAST_SERIAL = serial(date.max)  # of a spreadsheet's days


def said_one_of(variable: str, words: Iterable[str]) -> str:
    """Whether a variable is one of some words, as a formula; Excel compares without regard to capitals.

    >>> said_one_of("level", ("Gold", "Elite"))
    'OR(level="Gold",level="Elite")'
    """
    asked = ",".join(f'{variable}="{word}"' for word in words)
    return f"OR({asked})"


def _without_marks(variable: str) -> str:
    """A variable's text without marks that are not seen, and with plain spaces."""
    formula = f'SUBSTITUTE(SUBSTITUTE({variable},UNICHAR(160)," "),UNICHAR(9)," ")'
    for mark in _MARKS:
        formula = f'SUBSTITUTE({formula},UNICHAR({mark}),"")'
    return formula


# Each name: what it gives, and its formula.
CELLS: Mapping[str, tuple[str, str]] = {
    "PB_FIRST": ("The first if it is an error, else the second.", "LAMBDA(first,then,IF(ISERROR(first),first,then))"),
    "PB_ROUND": (
        "A result to 9 places; from a million on it has no more digits than those.",
        "LAMBDA(x,IF(ABS(x)<1000000,ROUND(x,9),x))",
    ),
    "PB_TRIM": (
        "A text without spaces and tabs around it, also those of web pages (number 160), and marks that are not seen.",
        f"LAMBDA(x,TRIM({_without_marks('x')}))",
    ),
    "PB_BLANK": (
        "TRUE for an empty cell, empty text and 0.",
        'LAMBDA(x,IF(ISERROR(x),FALSE,IF(ISNUMBER(x),x=0,IF(ISLOGICAL(x),FALSE,PB_TRIM(x)=""))))',
    ),
    "PB_PLAIN": (
        "The number that a text says in digits, with a point and without separators; a day is none.",
        """LAMBDA(words,LET(
            left_over,REDUCE(UPPER(words),SEQUENCE(12),LAMBDA(rest,i,SUBSTITUTE(rest,MID("0123456789.E",i,1),""))),
            signs,ISNUMBER(FIND(LEFT(words,1),"+-"))+(ISNUMBER(SEARCH("E+",words))+ISNUMBER(SEARCH("E-",words))>0),
            IF(AND(LEN(left_over)=signs,SUBSTITUTE(SUBSTITUTE(left_over,"+",""),"-","")=""),
                NUMBERVALUE(words,".",","),#VALUE!)))""",
    ),
    "PB_SHAPE": (
        "A text with 0 for each of its digits.",
        'LAMBDA(words,REDUCE(words,SEQUENCE(9),LAMBDA(rest,i,SUBSTITUTE(rest,i&"","0"))))',
    ),
    "PB_GROUPED": (
        "The number that a text says under a decimal mark and a mark between thousands.",
        """LAMBDA(words,mark,between,LET(
            signed,IF(OR(LEFT(words,1)="-",LEFT(words,1)="+"),1,0),shape,PB_SHAPE(MID(words,signed+1,255)),
            place,IFERROR(FIND(mark,shape),LEN(shape)+1),whole,LEFT(shape,place-1),after,MID(shape,place+1,255),
            groups,LEN(whole)-LEN(SUBSTITUTE(whole,between,"")),first,LEN(whole)-4*groups,
            apart,IF(groups=0,SUBSTITUTE(whole,"0","")="",AND(first>=1,first<=3,MID(words,signed+1,1)<>"0",
                whole=REPT("0",MAX(0,first))&REPT(between&"000",groups))),
            IF(AND(apart,SUBSTITUTE(after,"0","")="",OR(place>LEN(shape),after<>""),whole&after<>""),
                NUMBERVALUE(SUBSTITUTE(SUBSTITUTE(words,between,""),mark,"."),".",","),#VALUE!)))""",
    ),
    "PB_NUMERAL": (
        "The number that a text says, with a point or a comma; #VALUE! where it could say two.",
        """LAMBDA(words,LET(plain,PB_PLAIN(words),IF(ISNUMBER(plain),plain,LET(
            meant,REDUCE("",SEQUENCE(6),LAMBDA(known,i,LET(
                way,PB_GROUPED(words,MID("...,,,",i,1),MID(", '. '",i,1)),
                IF(ISERROR(way),known,IF(known="",way,IF(known=way,known,"two")))))),
            IF(ISNUMBER(meant),meant,#VALUE!)))))""",
    ),
    "PB_NUMBER": (
        "A cell as a number; an empty one is 0.",
        """LAMBDA(x,IF(ISERROR(x),x,IF(ISNUMBER(x),x,IF(ISLOGICAL(x),#VALUE!,
            IF(PB_TRIM(x)="",0,PB_NUMERAL(PB_TRIM(x)))))))""",
    ),
    "PB_WHOLE": (
        "A cell as a whole number from 0; #NUM! for any other.",
        f"""LAMBDA(x,LET(figure,PB_NUMBER(x),IF(ISERROR(figure),figure,
            IF((figure<0)+(figure>{MOST})+(figure<>INT(figure))>0,#NUM!,figure))))""",
    ),
    "PB_TEXT": (
        "A cell as text without spaces around it; an empty one is empty text.",
        'LAMBDA(x,IF(ISERROR(x),x,IF(ISTEXT(x),PB_TRIM(x),IF(PB_BLANK(x),"",#VALUE!))))',
    ),
    "PB_TRUTH": (
        "A cell as TRUE or FALSE: 1, 0, and the words in English, Spanish and Portuguese.",
        f"""LAMBDA(x,IF(ISERROR(x),x,IF(ISLOGICAL(x),x,IF(PB_BLANK(x),FALSE,IF(ISNUMBER(x),IF(x=1,TRUE,#VALUE!),
            LET(said,PB_TRIM(x),IF({said_one_of("said", (*YES, *YES_BY_SIGN))},TRUE,
                IF({said_one_of("said", (*NO, *NO_BY_SIGN))},FALSE,#VALUE!))))))))""",
    ),
    "PB_CALENDAR": (
        "The serial number of a day of the calendar; 0 for one that it does not have.",
        """LAMBDA(years,months,dates,LET(found,IFERROR(DATE(years,months,dates),0),IF(found<1,0,
            IF(AND(YEAR(found)=years,MONTH(found)=months,DAY(found)=dates),found,0))))""",
    ),
    "PB_ISODAY": (
        "The day that a text such as 2026-01-31 says, also with a time of day, as a serial number.",
        """LAMBDA(words,LET(
            shape,PB_SHAPE(SUBSTITUTE(words,"T"," ")),
            timed,OR(shape="0000-00-00",shape="0000-00-00 00:00",shape="0000-00-00 00:00:00",
                AND(LEFT(shape,20)="0000-00-00 00:00:00.",LEN(shape)>20,SUBSTITUTE(MID(shape,21,255),"0","")="")),
            found,IF(timed,PB_CALENDAR(PB_PLAIN(MID(words,1,4)),PB_PLAIN(MID(words,6,2)),PB_PLAIN(MID(words,9,2))),0),
            IF(found>0,found,PB_FIGUREDAY(words))))""",
    ),
    "PB_FIGUREDAY": (
        "The day that a text says in figures, such as 31/1/2026; #VALUE! where it could be two.",
        """LAMBDA(words,LET(shape,PB_SHAPE(words),
            mark,IF(ISNUMBER(FIND("/",words)),"/",IF(ISNUMBER(FIND("-",words)),"-",".")),
            one,IFERROR(FIND(mark,words),0),two,IF(one=0,0,IFERROR(FIND(mark,words,one+1),0)),
            compact,AND(shape="00000000",LEFT(words,2)="20"),
            IF(compact,LET(found,PB_CALENDAR(PB_PLAIN(LEFT(words,4)),PB_PLAIN(MID(words,5,2)),PB_PLAIN(RIGHT(words,2))),
                IF(found>0,found,#VALUE!)),
            IF(two=0,#VALUE!,LET(
                sizes,(one-1)&";"&(two-one-1)&";"&(LEN(words)-two),figures,SUBSTITUTE(SUBSTITUTE(shape,mark,""),"0",""),
                a,PB_PLAIN(LEFT(words,one-1)),b,PB_PLAIN(MID(words,one+1,two-one-1)),k,PB_PLAIN(MID(words,two+1,255)),
                yearfirst,OR(sizes="4;1;1",sizes="4;1;2",sizes="4;2;1",sizes="4;2;2"),
                long,OR(sizes="1;1;4",sizes="1;2;4",sizes="2;1;4",sizes="2;2;4"),
                short,OR(sizes="1;1;2",sizes="1;2;2",sizes="2;1;2",sizes="2;2;2"),
                years,IF(short,k+IF(k<50,2000,1900),k),
                early,IF(yearfirst,PB_CALENDAR(a,b,k),IF(OR(long,short),PB_CALENDAR(years,b,a),0)),
                late,IF(yearfirst,early,IF(OR(long,short),PB_CALENDAR(years,a,b),0)),
                IF(OR(figures<>"",early+late=0,AND(early>0,late>0,early<>late)),#VALUE!,MAX(early,late)))))))""",
    ),
    "PB_DAY": (
        "A cell as a day's serial number; an empty one is empty text.",
        f"""LAMBDA(x,IF(PB_BLANK(x),"",IF(ISERROR(x),x,IF(ISTEXT(x),PB_ISODAY(PB_TRIM(x)),
            LET(figure,PB_NUMBER(x),IF(ISERROR(figure),figure,
                IF((figure<1)+(figure>{LAST_SERIAL})>0,#NUM!,INT(figure))))))))""",
    ),
    "PB_FOLD": (
        "A name without capitals, accents, spaces and punctuation.",
        """LAMBDA(words,LET(marks,FoldFrom&FoldDrop,
            REDUCE(SUBSTITUTE(LOWER(words),"&","and"),SEQUENCE(LEN(marks)),
                LAMBDA(rest,i,SUBSTITUTE(rest,MID(marks,i,1),MID(FoldTo,i,1))))))""",
    ),
    "PB_MEANT": (
        "The code of a market by its code or name, or all the codes that a name can mean; else empty text.",
        """LAMBDA(words,LET(place,XMATCH(words,Markets[Code]),IF(ISNUMBER(place),INDEX(Markets[Code],place),
            LET(listed,XMATCH(words,Markets[Name]),IF(ISNUMBER(listed),INDEX(Markets[Code],listed),
                LET(known,XMATCH(PB_FOLD(words),MarketNames[Name]),
                    IF(ISNUMBER(known),INDEX(MarketNames[Code],known),"")))))))""",
    ),
    "PB_SPACED": (
        "A name with a space for each mark that is left out of names.",
        """LAMBDA(words,TRIM(REDUCE(words,SEQUENCE(LEN(FoldDrop)),
            LAMBDA(rest,i,SUBSTITUTE(rest,MID(FoldDrop,i,1)," ")))))""",
    ),
    "PB_TWICE": (
        "The code of a market that words say twice, such as a name and its code; else empty text.",
        """LAMBDA(words,REDUCE("",SEQUENCE(LEN(words)),LAMBDA(found,i,IF(found<>"",found,IF(MID(words,i,1)<>" ","",LET(
            one,PB_MEANT(LEFT(words,i-1)),other,PB_MEANT(MID(words,i+1,255)),IF(OR(one="",other=""),"",
            IF(AND(LEN(one)=2,ISNUMBER(SEARCH(one,other))),one,
            IF(AND(LEN(other)=2,ISNUMBER(SEARCH(other,one))),other,"")))))))))""",
    ),
    "PB_MARKET": (
        "The row of a market in the table Markets, by code, by any of its names, or by two of them.",
        """LAMBDA(words,LET(once,PB_MEANT(words),iso,IF(once<>"",once,LET(
                spaced,PB_SPACED(SUBSTITUTE(words,"/"," ")),bare,IF(spaced="","",PB_MEANT(spaced)),
                IF(OR(spaced="",bare<>""),bare,PB_TWICE(spaced)))),
            IF(LEN(iso)=2,XMATCH(iso,Markets[Code]),#VALUE!)))""",
    ),
    "PB_AGREED": (
        "A currency's code, if it stands apart from a name beside it that can mean it; else empty text.",
        """LAMBDA(iso,beside,gap,LET(known,XMATCH(PB_FOLD(beside),CurrencyNames[Name]),
            IF(AND(ISNUMBER(XMATCH(iso,CurrencyNames[Code])),ISNUMBER(known),EXACT(LOWER(gap),UPPER(gap))),
                IF(ISNUMBER(SEARCH(iso,INDEX(CurrencyNames[Code],known))),UPPER(iso),""),"")))""",
    ),
    "PB_BESIDE": (
        "The code of a currency that stands before or after its name or sign; else empty text.",
        """LAMBDA(words,LET(after,TRIM(MID(words,4,255)),
            ahead,PB_AGREED(LEFT(words,3),IF(LEFT(after,1)="/",MID(after,2,255),after),MID(words,4,1)),
            IF(ahead<>"",ahead,IF(LEN(words)<4,"",
                PB_AGREED(RIGHT(words,3),LEFT(words,LEN(words)-3),MID(words,LEN(words)-3,1))))))""",
    ),
    "PB_CURRENCY": (
        "The code of a currency, by code, by any name that means it alone, or by a code beside its name.",
        """LAMBDA(x,LET(words,PB_TEXT(x),IF(ISERROR(words),words,
            LET(coded,XMATCH(words,CurrencyNames[Code]),
                known,IF(ISNUMBER(coded),coded,XMATCH(PB_FOLD(words),CurrencyNames[Name])),
                iso,IF(ISNUMBER(known),INDEX(CurrencyNames[Code],known),PB_BESIDE(PB_SPACED(words))),
                IF(LEN(iso)=3,iso,#VALUE!)))))""",
    ),
    "PB_ROWS": ("The rows of a range; 1 for a single value.", "LAMBDA(x,IFERROR(ROWS(x),1))"),
    "PB_COLUMNS": ("The columns of a range; 1 for a single value.", "LAMBDA(x,IFERROR(COLUMNS(x),1))"),
    "PB_BEYOND": (
        "TRUE where a range has no cell in a row and column, though it stretches if it has but one.",
        """LAMBDA(x,down,across,
            OR(AND(PB_ROWS(x)>1,down>PB_ROWS(x)),AND(PB_COLUMNS(x)>1,across>PB_COLUMNS(x))))""",
    ),
    "PB_AT": (
        "The cell of a range in a row and column; a single row or column stretches.",
        """LAMBDA(x,down,across,IF(PB_ROWS(x)*PB_COLUMNS(x)=1,x,
            INDEX(x,IF(PB_ROWS(x)=1,1,down),IF(PB_COLUMNS(x)=1,1,across))))""",
    ),
    "PB_SPREAD": (
        "A function of single cells over ranges, which stretch; #N/A where one has no cell left.",
        """LAMBDA(of,a,b,k,d,e,g,h,LET(
            height,MAX(PB_ROWS(a),PB_ROWS(b),PB_ROWS(k),PB_ROWS(d),PB_ROWS(e),PB_ROWS(g),PB_ROWS(h)),
            width,MAX(PB_COLUMNS(a),PB_COLUMNS(b),PB_COLUMNS(k),PB_COLUMNS(d),PB_COLUMNS(e),PB_COLUMNS(g),
                PB_COLUMNS(h)),
            IF(height*width=1,of(a,b,k,d,e,g,h),MAKEARRAY(height,width,LAMBDA(i,j,
                IF(PB_BEYOND(a,i,j)+PB_BEYOND(b,i,j)+PB_BEYOND(k,i,j)+PB_BEYOND(d,i,j)+PB_BEYOND(e,i,j)
                    +PB_BEYOND(g,i,j)+PB_BEYOND(h,i,j)>0,NA(),
                of(PB_AT(a,i,j),PB_AT(b,i,j),PB_AT(k,i,j),PB_AT(d,i,j),PB_AT(e,i,j),PB_AT(g,i,j),PB_AT(h,i,j))))))))""",
    ),
}
