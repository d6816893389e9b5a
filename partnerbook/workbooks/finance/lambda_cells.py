"""LAMBDAs that read cells as the core does: numbers, text, ahead, yes or no, markets, currencies; and that broadcast.

They are written as they are typed in Excel, with one rule: what is in small letters is a variable. An error cell stays
the error that it is. `lambda_names.py` turns them into what a file holds. Text that says a number or a day is read in
one form only, whatever the language of the person's Excel: no VALUE, and no TEXT with letters for years and months.
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
    "PB_NUMERAL": (
        "The number that a text says in digits, with a point and without separators; a day is none.",
        """LAMBDA(words,LET(
            left_over,REDUCE(UPPER(words),SEQUENCE(12),LAMBDA(rest,i,SUBSTITUTE(rest,MID("0123456789.E",i,1),""))),
            signs,ISNUMBER(FIND(LEFT(words,1),"+-"))+(ISNUMBER(SEARCH("E+",words))+ISNUMBER(SEARCH("E-",words))>0),
            IF(AND(LEN(left_over)=signs,SUBSTITUTE(SUBSTITUTE(left_over,"+",""),"-","")=""),
                NUMBERVALUE(words,".",","),#VALUE!)))""",
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
    "PB_ISODAY": (
        "The day that a text such as 2026-01-31 says, also with a time of day, as a serial number.",
        """LAMBDA(words,LET(
            shape,REDUCE(SUBSTITUTE(words,"T"," "),SEQUENCE(9),LAMBDA(rest,i,SUBSTITUTE(rest,i&"","0"))),
            timed,OR(shape="0000-00-00",shape="0000-00-00 00:00",shape="0000-00-00 00:00:00",
                AND(LEFT(shape,20)="0000-00-00 00:00:00.",LEN(shape)>20,SUBSTITUTE(MID(shape,21,255),"0","")="")),
            IF(timed,LET(years,PB_NUMERAL(MID(words,1,4)),months,PB_NUMERAL(MID(words,6,2)),
                dates,PB_NUMERAL(MID(words,9,2)),found,IFERROR(DATE(years,months,dates),0),
                IF(found<1,#VALUE!,IF(AND(YEAR(found)=years,MONTH(found)=months,DAY(found)=dates),found,#VALUE!))),
            #VALUE!)))""",
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
