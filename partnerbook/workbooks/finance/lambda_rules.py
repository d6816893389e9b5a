"""LAMBDAs of the program's rules over the workbook's tables, and the functions of `FUNCTIONS` as LAMBDAs.

Written as `lambda_cells.py` says. Where several arguments are wrong, the error is that of the first that the core
looks at; results are rounded to 9 places, as the core's functions are.
"""

from collections.abc import Mapping, Sequence

from partnerbook.codes import LATER, NO_TIER, OVERDUE
from partnerbook.functions.words import RATES, SOURCE, TIER, UNIT, words_of
from partnerbook.language.words import alert_words
from partnerbook.program.edition import editions
from partnerbook.records import Settings
from partnerbook.workbooks.finance.calls import WITHIN
from partnerbook.workbooks.finance.lambda_cells import LAST_SERIAL, said_one_of

_OLDEST_RATE = Settings().rate_max_age
_BEFORE, _AFTER = WITHIN.split("{days}")
TIERS = editions()[-1].tier_names


def _each_tier(tiers: Sequence[str]) -> str:
    """Whether each tier holds, as variables of a LET, the highest first.

    >>> _each_tier(("Gold", "Elite"))
    'elite,holds("Elite"),gold,holds("Gold")'
    """
    return ",".join(f'{tier.lower()},holds("{tier}")' for tier in reversed(tiers))


def _highest_tier(tiers: Sequence[str]) -> str:
    """The highest of these variables that holds, where the one above it is known not to.

    >>> _highest_tier(("Gold", "Elite"))
    'IF(elite=1,"Elite",IF(gold=1,IF(elite=0,"Gold",NA()),IF(gold=0,"None",NA())))'
    """
    formula = f'IF({tiers[0].lower()}=0,"{NO_TIER}",NA())'
    for tier, above in zip(tiers, (*tiers[1:], ""), strict=True):
        held = f'IF({above.lower()}=0,"{tier}",NA())' if above else f'"{tier}"'
        formula = f"IF({tier.lower()}=1,{held},{formula})"
    return formula


def _says(kind: str, code: str) -> str:
    """Whether the variable `folded` is a word of a kind that means a code."""
    return said_one_of("folded", words_of(kind, code))


def _level(tiers: Sequence[str]) -> str:
    """The tier that the variable `folded` means, else the variable `said`."""
    formula = "said"
    for tier in tiers:
        formula = f'IF({_says(TIER, tier)},"{tier}",{formula})'
    return formula


# Each name: what it gives, and its formula. Markets[Types] are the columns with a market's type, one for each edition.
RULES: Mapping[str, tuple[str, str]] = {
    "PB_EDITION": (
        "The row in the table Editions of the rules on a day; before the first, the first.",
        "LAMBDA(when,IF(when<MIN(Editions[From]),1,MATCH(when,Editions[From],1)))",
    ),
    "PB_FIXED": (
        "The day from which HubSpot fixes the point unit that a currency has on a day; 0 if it has none then.",
        """LAMBDA(iso,when,MAXIFS(Units[From],Units[Currency],iso,Units[Kind],"program",
            Units[From],"<="&MAX(when,MIN(Editions[From]))))""",
    ),
    "PB_RULES": (
        "The day whose rules hold: the one given, else the newest.",
        """LAMBDA(when,have,want,IF(ISNUMBER(when),when,LET(newest,MAX(Editions[From]),
            IF(AND(PB_FIXED(have,newest),PB_FIXED(want,newest)),newest,
            MAX(newest,MAXIFS(Units[From],Units[Kind],"market"))))))""",
    ),
    "PB_RATE": (
        f"US$100 in a currency at the market rate of a day; #N/A if the last one is older than {_OLDEST_RATE} days.",
        f"""LAMBDA(iso,when,IF(iso="USD",100,LET(
            start,MAXIFS(Units[From],Units[Currency],iso,Units[Kind],"market",Units[From],"<="&when),
            IF((start>0)*(when-start<={_OLDEST_RATE})=1,
                AVERAGEIFS(Units[Unit],Units[Currency],iso,Units[Kind],"market",Units[From],start),NA()))))""",
    ),
    "PB_UNIT": (
        "What counts as US$100 in a currency on a day.",
        """LAMBDA(iso,when,LET(start,PB_FIXED(iso,when),IF(start>0,
            AVERAGEIFS(Units[Unit],Units[Currency],iso,Units[Kind],"program",Units[From],start),
            PB_RATE(iso,when))))""",
    ),
    "PB_GROWTH": (
        "What a market multiplies points by on a day.",
        """LAMBDA(words,when,LET(place,PB_MARKET(words),IF(ISERROR(place),place,
            IF(INDEX(Markets[Types],place,PB_EDITION(when))="growth",INDEX(Editions[Growth],PB_EDITION(when)),1))))""",
    ),
    "PB_SOURCE": (
        "1 for sourced or nothing, 2 for assisted, in English, Spanish or Portuguese.",
        f"""LAMBDA(x,LET(said,PB_TEXT(x),IF(ISERROR(said),said,IF(OR(said="",said="sourced"),1,LET(folded,PB_FOLD(said),
            IF({_says(SOURCE, "sourced")},1,IF({_says(SOURCE, "assisted")},2,#VALUE!)))))))""",
    ),
    "PB_POINTS": (
        "The points of an amount: kind 1 sourced, 2 assisted, 3 managed.",
        """LAMBDA(amount,words,iso,kind,others,when,LET(unit,PB_UNIT(iso,when),times,PB_GROWTH(words,when),
            PB_FIRST(unit,PB_FIRST(times,
            amount*INDEX(Editions[[Sourced]:[Managed]],PB_EDITION(when),kind)*times/(unit*(others+1))))))""",
    ),
    "PB_MONEY": (
        "The amount that gives so many points.",
        """LAMBDA(points,words,iso,kind,when,LET(unit,PB_UNIT(iso,when),times,PB_GROWTH(words,when),
            PB_FIRST(unit,PB_FIRST(times,
            points*unit/(INDEX(Editions[[Sourced]:[Managed]],PB_EDITION(when),kind)*times)))))""",
    ),
    "PB_VACANT": (
        "TRUE for a row that is not filled in: no amount, and one of two cells that it cannot do without is empty.",
        "LAMBDA(figure,one,other,AND(figure=0,OR(PB_BLANK(one),PB_BLANK(other))))",
    ),
    "PB_SOLD": (
        "Sold points of single cells, not rounded.",
        """LAMBDA(amount,market,currency,source,on,LET(figure,PB_NUMBER(amount),IF(ISERROR(figure),figure,
            IF(PB_VACANT(figure,market,currency),PB_FIRST(market,PB_FIRST(currency,0)),LET(
                iso,PB_CURRENCY(currency),words,PB_TEXT(market),kind,PB_SOURCE(source),when,PB_DAY(on),
                PB_FIRST(iso,PB_FIRST(words,PB_FIRST(when,PB_FIRST(kind,
                PB_POINTS(figure,words,iso,kind,0,PB_RULES(when,iso,iso)))))))))))""",
    ),
    "PB_MANAGED": (
        "Managed points of single cells, not rounded.",
        """LAMBDA(amount,market,currency,others,on,LET(figure,PB_NUMBER(amount),IF(ISERROR(figure),figure,
            IF(PB_VACANT(figure,market,currency),PB_FIRST(market,PB_FIRST(currency,0)),LET(
                iso,PB_CURRENCY(currency),words,PB_TEXT(market),more,PB_WHOLE(others),when,PB_DAY(on),
                PB_FIRST(iso,PB_FIRST(words,PB_FIRST(when,PB_FIRST(more,
                PB_POINTS(figure,words,iso,3,more,PB_RULES(when,iso,iso)))))))))))""",
    ),
    "PB_KIND": (
        "1, 2 or 3 for sold, assisted or managed points, in English, Spanish or Portuguese; 0 for anything else.",
        f"""LAMBDA(words,IF(LEN(words)=3,0,LET(folded,PB_FOLD(words),IF({_says(UNIT, "sold")},1,
            IF({_says(UNIT, "assisted")},2,IF({_says(UNIT, "managed")},3,0))))))""",
    ),
    "PB_RATES": (
        "program (or nothing) or market, in English, Spanish or Portuguese.",
        f"""LAMBDA(x,LET(said,PB_TEXT(x),IF(ISERROR(said),said,IF(said="","program",LET(folded,PB_FOLD(said),
            IF({_says(RATES, "program")},"program",IF({_says(RATES, "market")},"market",#VALUE!)))))))""",
    ),
    "PB_LEVEL": (
        "The name of a tier, in English, Spanish or Portuguese; any other text is itself.",
        f"""LAMBDA(x,LET(said,PB_TEXT(x),IF(ISERROR(said),said,IF({said_one_of("said", ("", *TIERS))},said,
            LET(folded,PB_FOLD(said),{_level(TIERS)})))))""",
    ),
    "PB_EXCHANGE": (
        "An amount of one currency in another, at point units or market rates.",
        """LAMBDA(figure,have,want,at,when,IF(have=want,figure,LET(
            from,IF(at="market",PB_RATE(have,when),PB_UNIT(have,when)),
            into,IF(at="market",PB_RATE(want,when),PB_UNIT(want,when)),
            PB_FIRST(from,PB_FIRST(into,figure*into/from)))))""",
    ),
    "PB_CONVERT": (
        "CONVERT_CURRENCY of single cells, not rounded.",
        """LAMBDA(amount,source,target,market,on,rates,LET(
            figure,PB_NUMBER(amount),have,PB_TEXT(source),want,PB_TEXT(target),at,PB_RATES(rates),
            PB_FIRST(figure,IF(PB_VACANT(figure,source,target),PB_FIRST(source,PB_FIRST(target,0)),
            PB_FIRST(have,PB_FIRST(want,PB_FIRST(at,LET(
                given,PB_KIND(have),asked,PB_KIND(want),
                IF(AND(at="market",given+asked>0),#VALUE!,IF(given*asked>0,IF(given=asked,figure,#VALUE!),LET(
                    first,IF(given>0,"USD",PB_CURRENCY(have)),latter,IF(asked>0,"USD",PB_CURRENCY(want)),
                    chosen,PB_DAY(on),words,PB_TEXT(market),
                    when,IF(AND(at="market",ISTEXT(chosen)),MAXIFS(Units[From],Units[Kind],"market"),
                        PB_RULES(chosen,first,latter)),
                    PB_FIRST(first,PB_FIRST(latter,PB_FIRST(chosen,
                    IF(given+asked=0,PB_EXCHANGE(figure,first,latter,at,when),PB_FIRST(words,
                    IF(given>0,PB_MONEY(figure,words,latter,given,when),
                        PB_POINTS(figure,words,first,asked,0,when))))))))))))))))))""",
    ),
    "PB_TYPE": (
        "MARKET_TYPE of single cells.",
        """LAMBDA(market,on,LET(words,PB_TEXT(market),place,PB_FIRST(words,PB_MARKET(words)),when,PB_DAY(on),
            PB_FIRST(place,PB_FIRST(when,
            INDEX(Markets[Types],place,PB_EDITION(IF(ISNUMBER(when),when,MAX(Editions[From]))))))))""",
    ),
    "PB_ACTIVE": (
        "POINTS_ACTIVE of single cells.",
        f"""LAMBDA(points,sold,seen,LET(figure,PB_NUMBER(points),start,PB_DAY(sold),when,PB_DAY(seen),
            PB_FIRST(figure,IF(PB_VACANT(figure,sold,seen),PB_FIRST(sold,PB_FIRST(seen,0)),
            PB_FIRST(start,PB_FIRST(when,IF(OR(ISTEXT(start),ISTEXT(when)),#VALUE!,LET(
                later,EDATE(start,INDEX(Editions[Months],PB_EDITION(start))),
                until,IF(later>{LAST_SERIAL},#NUM!,later+IF(DAY(later)=DAY(start),0,1)),
                PB_FIRST(until,IF(AND(start<=when,when<until),figure,0))))))))))""",
    ),
    "PB_LEFT": (
        "DAYS_TO_RENEWAL of single cells.",
        """LAMBDA(renewal,seen,LET(when,PB_DAY(renewal),from,PB_DAY(seen),PB_FIRST(when,PB_FIRST(from,
            IF(OR(ISTEXT(when),ISTEXT(from)),#VALUE!,when-from)))))""",
    ),
    "PB_WINDOWS": (
        "Alert days as whole numbers, from a range or from text such as 30;60; the program's if there are none.",
        """LAMBDA(x,LET(given,TEXTJOIN(";",TRUE,x),
            days_given,MAP(TEXTSPLIT(IF(given="","0",given),";"),LAMBDA(part,PB_WHOLE(part))),longest,MAX(days_given),
            IF(ISERROR(longest),days_given,IF(longest=0,ProgramAlertDays,days_given))))""",
    ),
    "PB_STATUS": (
        "RENEWAL_STATUS of single cells.",
        f"""LAMBDA(renewal,seen,windows,LET(ahead,PB_LEFT(renewal,seen),longest,MAX(windows),
            PB_FIRST(longest,PB_FIRST(ahead,IF(ahead<0,"{alert_words(OVERDUE)}",
            IF(ahead>longest,"{alert_words(LATER)}",
            "{_BEFORE}"&MIN(IF((windows>0)*(windows>=ahead),windows,longest))&"{_AFTER}"))))))""",
    ),
    "PB_CELL": (
        "A cell of a table; empty where it has no such column.",
        'LAMBDA(needs,line,field,IF(field>PB_COLUMNS(needs),"",INDEX(needs,line,field)))',
    ),
    "PB_FIGURE": (
        "A threshold: a number, or empty text where none is entered.",
        'LAMBDA(x,IF(ISNUMBER(x),x,IF(PB_BLANK(x),"",PB_NUMBER(x))))',
    ),
    "PB_ISROW": (
        "TRUE if a row of the thresholds is that of an edition and tier, and can be read.",
        """LAMBDA(needs,line,edition,level,IFERROR(AND(
            PB_DAY(PB_CELL(needs,line,1))=edition,PB_LEVEL(PB_CELL(needs,line,2))=level,
            LEN(PB_FIGURE(PB_CELL(needs,line,3))&PB_FIGURE(PB_CELL(needs,line,4))&PB_FIGURE(PB_CELL(needs,line,5)))>=0),
            FALSE))""",
    ),
    "PB_NEED": (
        "What a tier needs in an edition: measure 3 total, 4 minimum, 5 managed; empty text if it is not entered.",
        """LAMBDA(needs,edition,level,measure,LET(
            place,REDUCE(0,SEQUENCE(PB_ROWS(needs)),
                LAMBDA(found,i,IF(found>0,found,IF(PB_ISROW(needs,i,edition,level),i,0)))),
            IF(place=0,"",PB_FIGURE(PB_CELL(needs,place,measure)))))""",
    ),
    "PB_MEETS": (
        "1 if enough, 0 if not, -1 if it is not known.",
        "LAMBDA(have,need,IF(ISTEXT(need),-1,IF(have>=need,1,0)))",
    ),
    "PB_HOLDS": (
        "1 if a tier holds, 0 if not, -1 if that cannot be known.",
        """LAMBDA(total,minimum,managed,needs,edition,level,LET(
            one,PB_MEETS(total,PB_NEED(needs,INDEX(Editions[From],edition),level,3)),
            two,PB_MEETS(minimum,PB_NEED(needs,INDEX(Editions[From],edition),level,4)),
            three,IF(PB_TRUTH(INDEX(Editions[Managed minimum],edition)),
                PB_MEETS(managed,PB_NEED(needs,INDEX(Editions[From],edition),level,5)),1),
            IF(one*two*three=0,0,MIN(one,two,three))))""",
    ),
    "PB_TIER": (
        "TIER of single cells.",
        f"""LAMBDA(total,minimum,managed,needs,on,LET(
            when,PB_DAY(on),least,PB_NUMBER(minimum),all,PB_NUMBER(total),held,PB_NUMBER(managed),
            PB_FIRST(when,PB_FIRST(least,PB_FIRST(all,PB_FIRST(held,LET(
                edition,PB_EDITION(IF(ISNUMBER(when),when,MAX(Editions[From]))),
                holds,LAMBDA(level,PB_HOLDS(ROUND(all,6),ROUND(least,6),ROUND(held,6),needs,edition,level)),
                {_each_tier(TIERS)},{_highest_tier(TIERS)})))))))""",
    ),
    "PB_TOTIER": (
        "POINTS_TO_TIER of single cells.",
        f"""LAMBDA(total,minimum,managed,goal,needs,on,LET(
            when,PB_DAY(on),level,PB_LEVEL(goal),least,PB_NUMBER(minimum),all,PB_NUMBER(total),held,PB_NUMBER(managed),
            PB_FIRST(when,PB_FIRST(level,IF({said_one_of("level", TIERS)},
            PB_FIRST(least,PB_FIRST(all,PB_FIRST(held,LET(
                edition,PB_EDITION(IF(ISNUMBER(when),when,MAX(Editions[From]))),start,INDEX(Editions[From],edition),
                asked,PB_TRUTH(INDEX(Editions[Managed minimum],edition)),
                one,PB_NEED(needs,start,level,3),two,PB_NEED(needs,start,level,4),
                three,IF(asked,PB_NEED(needs,start,level,5),0),
                IF(OR(ISTEXT(one),ISTEXT(two),ISTEXT(three)),NA(),
                MAX(0,one-ROUND(all,6),MAX(0,two-ROUND(least,6))+IF(asked,MAX(0,three-ROUND(held,6)),0))))))),
            #VALUE!)))))""",
    ),
}

# The functions themselves: arguments as in `FUNCTIONS`; an optional one that is left out is empty text.
CALLS: Mapping[str, str] = {
    "POINTS_SOLD": """PB_SPREAD(LAMBDA(a,b,k,d,e,g,h,PB_ROUND(PB_SOLD(a,b,k,d,e))),
        amount,market,currency,?deal_source,?sold_on,"","")""",
    "POINTS_MANAGED": """PB_SPREAD(LAMBDA(a,b,k,d,e,g,h,PB_ROUND(PB_MANAGED(a,b,k,d,e))),
        amount,market,currency,?other_partners,?on,"","")""",
    "POINTS_TOTAL": """PB_SPREAD(LAMBDA(a,b,k,d,e,g,h,LET(sold,PB_SOLD(a,b,k,g,h),also,PB_TRUTH(d),
        IF(PB_VACANT(sold,b,k),sold,PB_FIRST(sold,PB_FIRST(also,
            IF(also,PB_ROUND(sold+PB_MANAGED(a,b,k,e,h)),PB_ROUND(sold))))))),
        amount,market,currency,?also_manage,?other_partners,?deal_source,?on)""",
    "CONVERT_CURRENCY": """PB_SPREAD(LAMBDA(a,b,k,d,e,g,h,PB_ROUND(PB_CONVERT(a,b,k,d,e,g))),
        amount,from,to,?market,?on,?rates,"")""",
    "MARKET_TYPE": 'PB_SPREAD(LAMBDA(a,b,k,d,e,g,h,PB_TYPE(a,b)),market,?on,"","","","","")',
    "POINTS_ACTIVE": """PB_SPREAD(LAMBDA(a,b,k,d,e,g,h,PB_ROUND(PB_ACTIVE(a,b,k))),
        points,sold_on,as_of,"","","","")""",
    "TIER": """PB_SPREAD(LAMBDA(a,b,k,d,e,g,h,PB_TIER(a,b,k,thresholds,d)),
        total,sold_or_sourced,managed,?on,"","","")""",
    "POINTS_TO_TIER": """PB_SPREAD(LAMBDA(a,b,k,d,e,g,h,PB_ROUND(PB_TOTIER(a,b,k,d,thresholds,e))),
        total,sold_or_sourced,managed,goal,?on,"","")""",
    "DAYS_TO_RENEWAL": 'PB_SPREAD(LAMBDA(a,b,k,d,e,g,h,PB_LEFT(a,b)),renewal_date,as_of,"","","","","")',
    "RENEWAL_STATUS": """LET(list,PB_WINDOWS(?windows),PB_SPREAD(LAMBDA(a,b,k,d,e,g,h,PB_STATUS(a,b,list)),
        renewal_date,as_of,"","","","",""))""",
}
