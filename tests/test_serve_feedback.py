"""What readers say of answers: how it is kept, what stands, and the judged set that is made of it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from corpora import entry

from core.errors import BadInput, RapporteurError
from core.records import PageEntry, Span
from evaluation.questions import read_answers
from serve.feedback import (
    Feedback,
    Judgement,
    Place,
    Verdict,
    judgement_json,
    page_of,
    read_feedback,
    say,
    say_of_all,
    shown_places,
)
from serve.growing_file import append_line, read_lines
from serve.judged_set import JudgedPage, judged_csv, judged_lines, judged_set
from serve.library import Library

RIGHT, WRONG, MISSING, WITHDRAWN = Verdict
QUESTION = "When was myGov launched?"


@pytest.fixture
def shelf(demonstration_settings, demonstration_report, tmp_path):
    """The demonstration library with files of its own for what is said."""
    (tmp_path / "index").symlink_to(demonstration_settings.data / "index")
    library = Library(type(demonstration_settings)(demonstration_settings.corpus, tmp_path))
    yield library
    library.close()


def documents(*files: str):
    """Documents of three pages."""
    pages = tuple(PageEntry(str(number), "en", (), "text", 0) for number in (1, 2, 3))
    return [entry(file.removesuffix(".pdf"), pages=pages)[0] for file in files]


def told(tmp_path, *said: Judgement) -> Feedback:
    """What is read back of some verdicts."""
    for judgement in said:
        append_line(tmp_path / "feedback.jsonl", judgement_json(judgement))
    return read_feedback(tmp_path / "feedback.jsonl")


def on(page: int, verdict: Verdict, file: str = "a.pdf", span: Span | None = None, row: str = "") -> Judgement:
    place = Place(file.removesuffix(".pdf"), file, page, span, "x" if span else "")
    return Judgement("Who?", verdict, place, row)


def test_two_who_click_at_once_both_are_heard_and_no_line_is_broken(tmp_path):
    path = tmp_path / "feedback.jsonl"
    with ThreadPoolExecutor(8) as clicks:
        list(clicks.map(lambda number: append_line(path, {"number": number, "words": "é" * 500}), range(80)))
    assert sorted(value["number"] for value in read_lines(path).values) == list(range(80))
    assert read_lines(path).problems == ()


def test_a_number_without_end_is_a_broken_line_and_no_error(tmp_path):
    path = tmp_path / "feedback.jsonl"
    append_line(path, judgement_json(on(1, RIGHT)) | {"generation": float("inf")})
    assert (read_feedback(path).said, len(read_feedback(path).problems)) == ((), 1)


def test_a_broken_line_is_told_and_the_others_hold_also_one_that_was_cut_short(tmp_path):
    path = tmp_path / "feedback.jsonl"
    path.write_bytes(b'{"question": "Who?", "verdict": "right", "page": null}\n\xff\n[1]\n{"question": "Wh')
    append_line(path, {"question": "When?", "verdict": "wrong", "file": "a.pdf", "page": 2})
    append_line(path, {"question": "When?", "verdict": "perhaps", "file": "a.pdf", "page": 2})
    feedback = read_feedback(path)
    assert [judgement.question for judgement in feedback.said] == ["Who?", "When?"]
    assert [problem.problem.split(" of ")[0] for problem in feedback.problems] == [
        "Line 2",
        "Line 3",
        "Line 4",
        "A line",
    ]
    assert all(problem.remedy for problem in feedback.problems)


def test_what_cannot_be_kept_is_an_error_that_says_so(tmp_path):
    (tmp_path / "feedback.jsonl").mkdir()
    with pytest.raises(RapporteurError, match=r"feedback\.jsonl cannot be written"):
        append_line(tmp_path / "feedback.jsonl", {})


def test_the_later_word_holds_contradictions_are_counted_and_a_word_taken_back_is_gone(tmp_path):
    quote = Span(3, 9)
    feedback = told(
        tmp_path,
        on(1, RIGHT, span=quote), on(1, WRONG, span=quote), on(2, WRONG), on(2, WRONG), on(3, RIGHT), on(3, WITHDRAWN),
    )  # fmt: skip
    assert feedback.contradictions == 1
    assert [(one.place.page, one.verdict) for one in feedback.standing.values()] == [(1, WRONG), (2, WRONG)]
    assert feedback.on("  WHO? ", on(1, RIGHT, span=quote).place).verdict == WRONG


def test_a_page_answers_where_one_of_its_quotes_does_and_else_does_not(tmp_path):
    feedback = told(
        tmp_path,
        on(1, WRONG, span=Span(0, 4)),
        on(1, RIGHT, span=Span(5, 9)),
        on(2, WRONG, span=Span(0, 4)),
        on(3, MISSING),
    )
    assert judged_set(feedback, documents("a.pdf")).pages == (
        JudgedPage("Who?", "a.pdf", 1, 1), JudgedPage("Who?", "a.pdf", 2, 0), JudgedPage("Who?", "a.pdf", 3, 1),
    )  # fmt: skip


def test_a_later_word_on_a_page_holds_against_that_on_its_quotes_and_the_other_way_round(tmp_path):
    first, second = Span(0, 4), Span(5, 9)
    whole_answer = on(1, RIGHT, span=first), on(1, RIGHT, span=second), on(2, RIGHT, span=first)
    feedback = told(tmp_path, *whole_answer, on(1, WRONG))
    assert [(one.place.page, one.place.span, one.verdict) for one in feedback.standing.values()] == [
        (2, first, RIGHT),
        (1, None, WRONG),
    ]
    assert feedback.contradictions == 1
    assert set(judged_set(feedback, documents("a.pdf")).pages) == {
        JudgedPage("Who?", "a.pdf", 1, 0),
        JudgedPage("Who?", "a.pdf", 2, 1),
    }

    feedback = told(tmp_path, on(1, RIGHT, span=second))
    assert [(one.place.page, one.place.span) for one in feedback.standing.values()] == [(2, first), (1, second)]
    assert feedback.contradictions == 2
    assert JudgedPage("Who?", "a.pdf", 1, 1) in judged_set(feedback, documents("a.pdf")).pages
    assert not any(one.place.page == 1 for one in told(tmp_path, on(1, WITHDRAWN)).standing.values())


def test_that_one_quote_is_wrong_stands_beside_that_its_page_answers(tmp_path):
    feedback = told(tmp_path, on(1, WRONG, span=Span(0, 4)), on(1, MISSING), on(1, WRONG, span=Span(5, 9)))
    assert (len(feedback.standing), feedback.contradictions) == (3, 0)


def test_of_no_answer_and_a_page_that_answers_the_later_word_holds(tmp_path):
    nothing = Judgement("Who?", MISSING)
    first = judged_set(told(tmp_path, on(1, RIGHT), on(2, WRONG), nothing), documents("a.pdf"))
    assert first.pages == (JudgedPage("Who?", "", None, 1), JudgedPage("Who?", "a.pdf", 2, 0))
    then = judged_set(told(tmp_path, on(3, MISSING)), documents("a.pdf"))
    assert (JudgedPage("Who?", "a.pdf", 3, 1) in then.pages, JudgedPage("Who?", "", None, 1) in then.pages) == (
        True,
        False,
    )
    assert (first.contradictions, then.contradictions) == (1, 1)


def test_a_renamed_file_is_followed_and_one_that_is_gone_is_told(tmp_path):
    feedback = told(tmp_path, on(1, RIGHT), on(1, RIGHT, "gone.pdf"), on(3, RIGHT, "b.pdf"))
    renamed = [entry("a", "one", file="new/a.pdf", pages=documents("a.pdf")[0].pages)[0], entry("b")[0]]
    judged = judged_set(feedback, renamed)
    assert judged.pages == (JudgedPage("Who?", "new/a.pdf", 1, 1),)
    assert [problem.file for problem in judged.problems] == ["gone.pdf", "b.pdf"]


def test_what_is_wrong_in_the_row_of_one_country_may_be_right_elsewhere(tmp_path):
    feedback = told(tmp_path, on(1, WRONG, row="CA"), on(2, RIGHT, row="CA"))
    assert judged_set(feedback, documents("a.pdf")).pages == (JudgedPage("Who?", "a.pdf", 2, 1),)


def test_what_is_said_of_an_answer_within_filters_says_so_and_of_rows_in_which_row(shelf):
    narrowed = shelf.ask(QUESTION, {"from": ["CA", "AU"], "language": ["en"]})
    assert {row for _, row in shown_places(narrowed)} == {"from=AU from=CA language=en"}
    rows = shown_places(shelf.ask(QUESTION, {}, "country"))
    assert ("AU" in {row for _, row in rows}, len({row for _, row in rows})) == (True, len(rows))
    silent = shelf.ask("Zebra xylophone qwertz?", {"from": ["DE"]})
    assert shown_places(silent) == [(None, "from=DE")]


def test_a_quote_and_a_whole_answer_are_judged_without_a_name(shelf):
    answer = shelf.ask(QUESTION, {})
    assert say_of_all(shelf, answer, RIGHT) == len(answer.quotes) > 0
    assert say_of_all(shelf, shelf.ask("Zebra xylophone qwertz?", {}), RIGHT) == 1
    lines = [json.loads(line) for line in shelf.settings.feedback.read_text(encoding="utf-8").splitlines()]
    assert lines[0].keys() == {
        "question", "verdict", "document", "file", "page", "start", "end", "quote", "row", "generation", "date",
    }  # fmt: skip
    assert (lines[0]["quote"], lines[0]["generation"]) == (answer.quotes[0].text, shelf.view().generation)
    assert lines[-1]["page"] is None
    with pytest.raises(BadInput):
        say(shelf, "  ", RIGHT)
    with pytest.raises(BadInput, match="no page 99"):
        page_of(shelf, "deck-uk.pdf", 99)


def test_the_judged_set_is_read_back_as_it_was_written_also_where_a_spreadsheet_would_compute_it(tmp_path):
    said = [Judgement("=1+1, “so”?", RIGHT, on(1, RIGHT).place), Judgement("-canada", MISSING), on(2, WRONG)]
    judged = judged_set(told(tmp_path, *said), documents("a.pdf"))
    (tmp_path / "set.csv").write_text("".join(judged_csv(judged)), encoding="utf-8", newline="")
    (tmp_path / "set.jsonl").write_text("".join(judged_lines(judged)), encoding="utf-8")
    expected = [("=1+1, “so”?", "a.pdf", 1, 1), ("-canada", "", 0, 1), ("Who?", "a.pdf", 2, 0)]
    assert list(read_answers(tmp_path / "set.csv")) == expected
    assert list(read_answers(tmp_path / "set.jsonl")) == expected


def test_the_command_keeps_lists_exports_and_the_set_is_evaluated(run, demonstration_settings, tmp_path):
    try:
        assert run("feedback", "right", QUESTION)[0] == 0
        assert run("feedback", "missing", "Who rules the moon?", "--not-in-library")[0] == 0
        assert run("feedback", "wrong", QUESTION, "--document", "deck-uk", "--page", "2")[0] == 0
        code, out, _ = run("feedback", "--json", "--out", tmp_path / "judged.csv")
        value = json.loads(out)
        assert (code, value["contradictions"], value["problems"]) == (0, 0, [])
        assert {"question": "Who rules the moon?", "file": "", "page": None, "grade": 1} in value["judged"]
        scores = json.loads(run("evaluate", "--questions", tmp_path / "judged.csv", "--json")[1])
        assert (scores["queries"], scores["first quote right"], scores["nothing answers"]) == (1, 1.0, 1)
        _, told, _ = run("evaluate", "--questions", tmp_path / "judged.csv")
        assert "None" not in told
        assert "first quote right: 1.0" in told
        code, _, err = run("feedback", "missing", QUESTION, "--file", "deck-uk.pdf", "--page", "99")
        assert (code, "deck-uk.pdf has no page 99" in err) == (2, True)
        assert run("feedback", "missing", QUESTION)[0] == 2
        assert run("feedback", "right", QUESTION, "--page", "2")[0] == 2
        assert run("feedback", "--out", tmp_path / "judged.txt")[0] == 2
        assert run("feedback", "known", "Never judged?")[0] == 2
    finally:
        demonstration_settings.feedback.unlink()


def test_what_no_question_of_a_judged_set_asks_for_is_said_to_be_unmeasured_and_is_null_in_json(run, tmp_path):
    judged = tmp_path / "judged.csv"
    judged.write_text("question,file,page,grade\nWho rules the moon?,,,1\n", encoding="utf-8")
    _, told, _ = run("evaluate", "--questions", judged)

    assert "None" not in told
    assert "Not measured, as no question asks for it: " in told
    assert "first quote right" in told.splitlines()[-1]
    assert json.loads(run("evaluate", "--questions", judged, "--json")[1])["first quote right"] is None
