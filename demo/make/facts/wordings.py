"""The sentences and questions of every topic, in English and Chinese."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """Patterns in one language; `{s}` is the subject and `{a}` the answer."""

    statements: list[str]
    questions: list[str]


# topic → language → patterns. Every topic has four questions in each language.
WORDINGS: dict[str, dict[str, Wording]] = {
    "capital": {
        "en": Wording(
            ["The capital of {s} is {a}.", "{a} is the capital of {s}."],
            [
                "What is the capital of {s}?",
                "Which city is the capital of {s}?",
                "Name the capital of {s}.",
                "{s} has which capital?",
            ],
        ),
        "zh": Wording(
            ["{s}的首都是{a}。", "{a}是{s}的首都。"],
            [
                "{s}的首都是哪里？",
                "哪座城市是{s}的首都？",
                "请说出{s}的首都。",
                "{s}以哪座城市为首都？",
            ],
        ),
    },
    "country": {
        "en": Wording(
            ["{s} lies in {a}.", "You find the city of {s} in {a}."],
            [
                "{s} is the capital of which country?",
                "In which country is {s}?",
                "Which country has {s} as its capital?",
                "Name the country of the city {s}.",
            ],
        ),
        "zh": Wording(
            ["{s}这座城市在{a}。", "{s}位于{a}。"],
            [
                "{s}是哪个国家的首都？",
                "{s}在哪个国家？",
                "哪个国家的首都是{s}？",
                "请说出{s}所在的国家。",
            ],
        ),
    },
    "continent": {
        "en": Wording(
            ["{s} is a country in {a}.", "{s} belongs to {a}."],
            [
                "On which continent is {s}?",
                "Which continent does {s} belong to?",
                "Name the continent of {s}.",
                "What part of the world is {s} in?",
            ],
        ),
        "zh": Wording(
            ["{s}是{a}国家。", "{s}属于{a}。"],
            [
                "{s}在哪个大洲？",
                "{s}属于哪个洲？",
                "请说出{s}所在的大洲。",
                "{s}是哪个洲的国家？",
            ],
        ),
    },
    "legs": {
        "en": Wording(
            ["The number of legs of {s} is {a}.", "Count the legs of {s}: {a}."],
            [
                "How many legs does {s} have?",
                "What is the number of legs of {s}?",
                "Count the legs of {s}.",
                "{s} walks on how many legs?",
            ],
        ),
        "zh": Wording(
            ["{s}有{a}条腿。", "{s}的腿有{a}条。"],
            ["{s}有几条腿？", "{s}有多少条腿？", "数一数{s}的腿。", "{s}长着几条腿？"],
        ),
    },
    "animal class": {
        "en": Wording(
            ["In zoology, {s} is a kind of {a}.", "A biologist calls {s} a kind of {a}."],
            [
                "What kind of animal is {s}?",
                "To which class of animals does {s} belong?",
                "What sort of creature is {s}?",
                "Name the class of {s}.",
            ],
        ),
        "zh": Wording(
            ["{s}属于{a}。", "在动物学里，{s}是{a}。"],
            [
                "{s}是什么动物？",
                "{s}属于哪一类动物？",
                "{s}是哪类动物？",
                "请说出{s}的类别。",
            ],
        ),
    },
    "chemical symbol": {
        "en": Wording(
            ["The symbol of {s} is {a}.", "Chemists write {s} as {a}."],
            [
                "What is the symbol of {s}?",
                "How do chemists write {s}?",
                "Which symbol stands for {s}?",
                "Give the chemical symbol of {s}.",
            ],
        ),
        "zh": Wording(
            ["{s}的元素符号是{a}。", "化学家把{s}写作{a}。"],
            [
                "{s}的元素符号是什么？",
                "化学家怎样写{s}？",
                "哪个符号表示{s}？",
                "请写出{s}的符号。",
            ],
        ),
    },
    "atomic number": {
        "en": Wording(
            ["The atomic number of {s} is {a}.", "An atom of {s} has {a} protons."],
            [
                "What is the atomic number of {s}?",
                "How many protons does {s} have?",
                "Give the atomic number of {s}.",
                "Which number does {s} have in the periodic table?",
            ],
        ),
        "zh": Wording(
            ["{s}的原子序数是{a}。", "{s}原子有{a}个质子。"],
            [
                "{s}的原子序数是多少？",
                "{s}有多少个质子？",
                "请写出{s}的原子序数。",
                "{s}在周期表中是第几号？",
            ],
        ),
    },
    "planet": {
        "en": Wording(
            ["The {s} planet from the Sun is {a}.", "{a} is the {s} planet."],
            [
                "Which is the {s} planet from the Sun?",
                "Name the {s} planet.",
                "What is the {s} planet called?",
                "Which planet is the {s} one?",
            ],
        ),
        "zh": Wording(
            ["离太阳{s}近的行星是{a}。", "{a}是{s}颗行星。"],
            [
                "离太阳{s}近的是哪颗行星？",
                "{s}颗行星是什么？",
                "请说出{s}颗行星。",
                "{s}颗行星叫什么？",
            ],
        ),
    },
    "opposite": {
        "en": Wording(
            ["The opposite of {s} is {a}.", "What is not {s} is {a}."],
            [
                "What is the opposite of {s}?",
                "Which word is the opposite of {s}?",
                "Give the opposite of {s}.",
                "If it is not {s}, what is it?",
            ],
        ),
        "zh": Wording(
            ["“{s}”的反义词是“{a}”。", "不是“{s}”，就是“{a}”。"],
            [
                "“{s}”的反义词是什么？",
                "哪个词与“{s}”相反？",
                "请说出“{s}”的反义词。",
                "与“{s}”意思相反的词是？",
            ],
        ),
    },
    "after": {
        "en": Wording(
            ["After {s} comes {a}.", "{s} is followed by {a}."],
            [
                "What comes after {s}?",
                "Which one follows {s}?",
                "What is next after {s}?",
                "{s} is followed by what?",
            ],
        ),
        "zh": Wording(
            ["{s}之后是{a}。", "{s}过了就是{a}。"],
            [
                "{s}之后是什么？",
                "{s}过了是什么？",
                "{s}的下一个是什么？",
                "什么在{s}之后？",
            ],
        ),
    },
    "before": {
        "en": Wording(
            ["Before {s} comes {a}.", "{s} is preceded by {a}."],
            [
                "What comes before {s}?",
                "Which one precedes {s}?",
                "What is just before {s}?",
                "{s} is preceded by what?",
            ],
        ),
        "zh": Wording(
            ["{s}之前是{a}。", "{s}的前面是{a}。"],
            [
                "{s}之前是什么？",
                "{s}的前面是什么？",
                "{s}的上一个是什么？",
                "什么在{s}之前？",
            ],
        ),
    },
    "translation": {
        "en": Wording(
            ['"{s}" in Chinese is {a}.', 'The Chinese word for "{s}" is {a}.'],
            [
                'How do you say "{s}" in Chinese?',
                'What is the Chinese word for "{s}"?',
                'Translate "{s}" into Chinese.',
                'What is "{s}" in Chinese?',
            ],
        ),
        "zh": Wording(
            ["“{s}”的英语是{a}。", "英语里“{s}”叫{a}。"],
            [
                "“{s}”用英语怎么说？",
                "“{s}”的英语是什么？",
                "请把“{s}”译成英语。",
                "英语里“{s}”叫什么？",
            ],
        ),
    },
}
