"""Every fact: a subject, its answer, and the sentences and questions made of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from facts.countries import COUNTRIES
from facts.nature import ANIMALS, ELEMENTS, PLANETS
from facts.wordings import WORDINGS
from facts.words import DICTIONARY, MONTHS, OPPOSITES, WEEKDAYS

# A subject and its answer, each in English and in Chinese.
Pair = tuple[tuple[str, str], tuple[str, str]]

LANGUAGES = ("en", "zh")
ORDINALS = [("first", "第一"), ("second", "第二"), ("third", "第三"), ("fourth", "第四")]
ORDINALS += [("fifth", "第五"), ("sixth", "第六"), ("seventh", "第七"), ("eighth", "第八")]


@dataclass(frozen=True)
class Fact:
    """One thing to know, in one language. All sentences and questions have the same answer."""

    topic: str
    language: str
    subject: str
    answer: str
    statements: list[str]
    questions: list[str]


def with_article(noun: str) -> str:
    """'owl' → 'an owl'."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def both(value: object) -> tuple[str, str]:
    """A value that is written alike in both languages."""
    return (str(value), str(value))


def animal_pairs(column: int) -> list[Pair]:
    """Animals with their number of legs (column 1) or their class (column 2)."""
    pairs = []
    for row in ANIMALS:
        english, chinese = row[0]
        value = row[column]
        answer = value if isinstance(value, tuple) else both(value)
        pairs.append(((with_article(english), chinese), answer))
    return pairs


def following(cycle: list[tuple[str, str]], step: int) -> list[Pair]:
    """Each member of a cycle with the one `step` places further."""
    return [(name, cycle[(index + step) % len(cycle)]) for index, name in enumerate(cycle)]


def all_pairs() -> dict[str, list[Pair]]:
    """Subjects and answers by topic."""
    return {
        "capital": [(country, capital) for country, capital, _ in COUNTRIES],
        "country": [(capital, country) for country, capital, _ in COUNTRIES],
        "continent": [(country, continent) for country, _, continent in COUNTRIES],
        "legs": animal_pairs(1),
        "animal class": animal_pairs(2),
        "chemical symbol": [(element, both(symbol)) for element, symbol, _ in ELEMENTS],
        "atomic number": [(element, both(number)) for element, _, number in ELEMENTS],
        "planet": list(zip(ORDINALS, PLANETS, strict=True)),
        "opposite": OPPOSITES + [(second, first) for first, second in OPPOSITES],
        "after": following(MONTHS, 1) + following(WEEKDAYS, 1),
        "before": following(MONTHS, -1) + following(WEEKDAYS, -1),
        "translation": [
            ((english, chinese), (chinese, english)) for english, chinese in DICTIONARY
        ],
    }


def sentence(pattern: str, subject: str, answer: str) -> str:
    """Fill a pattern; an English sentence begins with a capital."""
    text = pattern.format(s=subject, a=answer)
    return text[0].upper() + text[1:]


def all_facts() -> Iterator[Fact]:
    """Every fact in both languages, topic by topic."""
    for topic, pairs in all_pairs().items():
        for subject, answer in pairs:
            for index, language in enumerate(LANGUAGES):
                wording = WORDINGS[topic][language]
                s, a = subject[index], answer[index]
                yield Fact(
                    topic=topic,
                    language=language,
                    subject=s,
                    answer=a,
                    statements=[sentence(pattern, s, a) for pattern in wording.statements],
                    questions=[sentence(pattern, s, a) for pattern in wording.questions],
                )
