"""Copies, versions and language twins: told where they are certain, and not where documents only resemble one another."""

import random
from dataclasses import replace

import pytest

from core.records import Document, Fingerprint, Kinship
from ingest.kin.file_names import name_marks
from ingest.kin.kinship import newest_first, relations
from ingest.kin.sketch import SAMPLE, Part, Sketch, resemblance, sketch

COPY, VERSION, TWIN = Kinship.SAME_FILE, Kinship.VERSION, Kinship.LANGUAGE_TWIN


def prose(seed: int, words: int = 600, language: str = "w") -> list[str]:
    """Words that no other seed or language has, with figures in between that only the seed decides on."""
    chance = random.Random(seed)
    order = random.Random(f"{seed}{language}")
    return [
        str(chance.randrange(1_000, 99_999)) if place % 12 == 7 else language + "".join(order.choices("abcdefgh", k=3))
        for place in range(words)
    ]


def document(
    file: str, words: list[str], language: str = "en", content: str = "", modified: int = 1, **facts
) -> Document:
    return Document(
        file, file, file, language=language, sketch=sketch([" ".join(words)]),
        fingerprint=Fingerprint(len(words), modified, content or file, ""), **facts,
    )  # fmt: skip


def kinships(*documents: Document) -> dict[tuple[str, str], Kinship]:
    found = relations(documents)
    return {(one, kin.document): kin.kinship for one, relation in found.items() for kin in relation.kin}


def works(*documents: Document) -> list[set[str]]:
    found = relations(documents)
    names = {relation.work for relation in found.values()}
    return sorted(({one for one, relation in found.items() if relation.work == name} for name in names), key=sorted)


# Copies


def test_files_of_the_same_content_are_copies():
    one, two, other = (document(f, prose(n), content=c) for f, n, c in (("a", 1, "x"), ("b", 1, "x"), ("c", 2, "y")))
    assert kinships(one, two, other) == {("a", "b"): COPY, ("b", "a"): COPY}
    assert works(one, two, other) == [{"a", "b"}]


def test_empty_files_are_no_copies_of_one_another():
    empty = [Document(f, f, f, fingerprint=Fingerprint(0, 1, "e3b0", "")) for f in ("a", "b")]
    assert relations(empty) == {}


def test_copies_are_kin_of_all_that_one_of_them_is_kin_of():
    english, copy = (document(f, prose(1, language="e"), content="x") for f in ("a-en.pdf", "b.pdf"))
    french = document("a-fr.pdf", prose(1, language="f"), "fr")
    assert works(english, copy, french) == [{"a-en.pdf", "b.pdf", "a-fr.pdf"}]
    assert kinships(english, copy, french)["b.pdf", "a-fr.pdf"] == TWIN


# Versions


def changed(words: list[str], share: float, figures: bool = False) -> list[str]:
    """The words with a run at the end replaced, with or without the figures in it."""
    start = round(len(words) * (1 - share))
    new = [
        "new" + "".join(map(chr, (97 + place // 26 % 26, 97 + place % 26))) if figures or not word.isdecimal() else word
        for place, word in enumerate(words[start:])
    ]
    return words[:start] + new


def test_a_text_that_was_changed_a_little_is_a_version():
    first = prose(1)
    assert kinships(document("a", first), document("b", changed(first, 0.1)))["a", "b"] == VERSION


def test_a_text_that_was_written_anew_under_the_next_number_is_a_version_because_its_name_says_so():
    first, second = prose(1), changed(prose(1), 0.7, figures=True)
    assert kinships(document("rules v1.1.pdf", first), document("rules v2.0.pdf", second)) != {}
    assert kinships(document("rules.pdf", first), document("guide.pdf", second)) == {}


def test_a_name_alone_makes_no_version():
    assert kinships(document("rules v1.1.pdf", prose(1)), document("rules v2.0.pdf", prose(2))) == {}


def test_this_years_report_with_last_years_words_and_other_figures_is_another_report():
    words = [word for word in prose(1, 900) if not word.isdecimal()]
    years = [
        [
            str(random.Random(f"{year}{at}").randrange(1_000, 99_999)) if at % 40 == 0 else w
            for at, w in enumerate(words)
        ]
        for year in (2022, 2023)
    ]
    one, two = document("report-2022.pdf", years[0]), document("report-2023.pdf", years[1])
    assert resemblance(Sketch(one.sketch), Sketch(two.sketch), Part.WORDS) > 0.7
    assert kinships(one, two) == {}


def test_an_excerpt_is_no_version_of_the_whole():
    whole = prose(1, 2_000)
    assert kinships(document("a", whole), document("b", whole[:400])) == {}


def test_a_few_words_make_no_versions():
    assert kinships(document("a", ["Hello", "world"]), document("b", ["Hello", "world"])) == {}


def test_versions_stand_newest_first_and_the_newest_names_the_work():
    first = prose(1)
    old, new, draft = (document(f"rules {v}.pdf", first) for v in ("v1.1", "v2.0", "v2.0 draft"))
    found = relations([old, draft, new])
    assert [kin.document for kin in found[old.id].kin] == [new.id, draft.id]
    assert {relation.work for relation in found.values()} == {new.id}


def test_dates_of_the_catalogue_go_before_names_and_names_before_time_stamps():
    v1, v2 = document("a v1.pdf", prose(1), modified=9), document("a v2.pdf", prose(1), modified=1)
    assert newest_first([v1, v2]) == [v2, v1]
    assert newest_first([replace(v1, date="2024"), replace(v2, date="2023-05")])[0].id == v1.id
    assert newest_first([replace(v1, date="2024"), v2])[0].id == v2.id
    assert newest_first([replace(v2, file="a.pdf"), replace(v1, file="b.pdf")])[0].id == v1.id


# Language twins


def test_the_same_figures_in_the_same_order_in_two_languages_make_twins():
    one, two = document("a", prose(1, language="e")), document("b", prose(1, language="f"), "fr")
    assert kinships(one, two) == {("a", "b"): TWIN, ("b", "a"): TWIN}


def test_two_reports_that_speak_of_the_same_years_are_no_twins():
    years = [str(1990 + n) for n in range(30)]

    def mixed(seed, language):
        figures = [*years]
        random.Random(seed).shuffle(figures)
        return [
            figures[place // 12 % 30] if place % 12 == 7 else word
            for place, word in enumerate(prose(seed, 600, language))
        ]

    one, two = document("a", mixed(1, "e")), document("b", mixed(2, "f"), "fr")
    assert resemblance(Sketch(one.sketch), Sketch(two.sketch), Part.FIGURES) > 0.9
    assert kinships(one, two) == {}


def test_texts_in_one_language_or_in_none_are_no_twins():
    english = prose(1, language="e")
    assert kinships(document("a", english), document("b", prose(1, language="f"))) == {}
    assert kinships(document("a", english, "und"), document("b", prose(1, language="f"), "fr")) == {}


def test_names_that_differ_in_the_language_help_where_figures_are_few():
    english, french = (
        ["The", "fund", "paid", "4,512", "in", "2019"],
        ["Le", "fonds", "a", "versé", "4", "512", "en", "2019"],
    )
    assert kinships(document("brief-en.pdf", english), document("brief-fr.pdf", french, "fr")) != {}
    assert kinships(document("brief-en.pdf", english), document("other-fr.pdf", french, "fr")) == {}
    assert kinships(document("brief-en.pdf", english), document("brief-fr.pdf", ["Rien", "2019"], "fr")) == {}


def test_versions_and_twins_make_one_work_and_each_knows_the_twin_of_its_own_version():
    texts = {(v, language): prose(7, language=language) for v in (1, 2) for language in ("e", "f")}
    documents = [
        document(
            f"plan v{v} {'en' if language == 'e' else 'fr'}.pdf",
            [*words, f"{v}{v}{v}"],
            "en" if language == "e" else "fr",
        )
        for (v, language), words in texts.items()
    ]
    assert works(*documents) == [{one.id for one in documents}]
    found = kinships(*documents)
    assert found["plan v1 en.pdf", "plan v1 fr.pdf"] == TWIN
    assert found["plan v1 en.pdf", "plan v2 en.pdf"] == VERSION


def test_documents_without_text_or_of_another_sketch_have_no_kin():
    blank = [Document(f, f, f, sketch=s, fingerprint=Fingerprint(1, 1, f, "")) for f, s in (("a", ""), ("b", "0:AA"))]
    assert relations(blank) == {}


# Sketches


def test_a_sketch_tells_how_much_two_texts_have_in_common():
    first = prose(1, 4_000)
    second = changed(first, 0.5, figures=True)
    runs = [set(zip(words, words[1:], words[2:], strict=False)) for words in (first, second)]
    exact = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    told = resemblance(Sketch(sketch([" ".join(first)])), Sketch(sketch([" ".join(second)])), Part.WORDS)
    assert told == pytest.approx(exact, abs=0.15)
    assert resemblance(Sketch(sketch([" ".join(first)])), Sketch(sketch([" ".join(first)])), Part.WORDS) == 1.0


def test_a_sketch_is_the_same_however_the_words_stand_on_pages_and_lines():
    assert sketch(["Zusam\u00ad\nmen 12\u00a0345", "am 3. Mai"]) == sketch(["zusammen 12,345\nam 3.", "Mai"])
    assert len(sketch([" ".join(prose(1, 50_000))])) < 4 * SAMPLE * 6


@pytest.mark.parametrize("written", ["1,234", "1 234", "1.234", "1’234", "1\u202f234"])
def test_thousands_are_the_same_figure_in_every_language(written):
    assert Sketch(sketch([f"Kosten {written} Euro"])).figures == Sketch(sketch(["costs 1234 euros"])).figures


# Names


@pytest.mark.parametrize(
    ("file", "base", "version", "draft", "sure"),
    [
        ("specs/DCAT-AP.de V1.1__implRules.pdf", "dcat ap de implrules", (1, 1), False, True),
        ("V2.0/implRules.pdf", "implrules", (2, 0), False, True),
        ("Webinar 06-02-19_v0.02.pdf", "webinar 06 02 19", (0, 2), False, True),
        ("draft-2021-plan.pdf", "2021 plan", (), True, True),
        ("dcat-ap_2.1.1.pdf", "dcat ap", (2, 1, 1), False, False),
        ("Bericht 12.05.2021.pdf", "bericht 12 05 2021", (), False, False),
        ("report-2019.pdf", "report 2019", (), False, False),
        ("Ébauche finale.pdf", "", (), True, True),
    ],
)
def test_a_name_tells_its_version(file, base, version, draft, sure):
    marks = name_marks(file)
    assert (marks.base, marks.version, marks.draft, marks.sure) == (base, version, draft, sure)


def test_a_name_tells_its_language_and_what_it_is_without():
    assert [(name_marks(f).edition, name_marks(f).language) for f in ("brief-en.pdf", "Brief_FR.pdf", "brief.pdf")] == [
        ("brief", "en"), ("brief", "fr"), ("brief", ""),
    ]  # fmt: skip
    assert name_marks("enfant.pdf").language == ""
