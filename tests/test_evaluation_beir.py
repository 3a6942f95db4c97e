"""Judged sets in BEIR layout: the measures of a tiny set, worked out by hand."""

import json
import math

import pytest

from core.errors import BadInput
from evaluation.beir import evaluate

DOCUMENTS = {
    "walrus": ("Walruses", "The walrus sleeps on the ice."),
    "seal": ("", "The seal swims below the ice."),
    "tax": ("Taxes", "Taxes are paid in spring."),
}


@pytest.fixture
def judged_set(tmp_path):
    """Writes a set: queries, and judgements (query, document, grade)."""

    def written(
        queries: dict[str, str], judgements: list[tuple[str, str, int]], header: str = "query-id\tcorpus-id\tscore"
    ):
        documents = [{"_id": name, "title": title, "text": text} for name, (title, text) in DOCUMENTS.items()]
        for name, rows in (
            ("corpus.jsonl", documents),
            ("queries.jsonl", [{"_id": name, "text": text} for name, text in queries.items()]),
        ):
            (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        table = [header, *(f"{query}\t{document}\t{grade}" for query, document, grade in judgements)]
        (tmp_path / "qrels.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")
        return tmp_path

    return written


def test_a_perfect_ranking_has_perfect_measures(judged_set):
    folder = judged_set({"1": "walrus", "2": "paying tax"}, [("1", "walrus", 1), ("2", "tax", 1)])

    assert evaluate(folder, "en") == {"ndcg@10": 1.0, "recall@10": 1.0, "mrr@10": 1.0, "queries": 2}


def test_judgements_are_found_in_the_folder_that_the_layout_gives_them(judged_set):
    folder = judged_set({"1": "walrus"}, [("1", "walrus", 1)])
    (folder / "qrels").mkdir()
    (folder / "qrels" / "train.tsv").write_text("query-id\tcorpus-id\tscore\n1\ttax\t1\n", encoding="utf-8")
    (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")

    assert evaluate(folder, "en")["ndcg@10"] == 1.0


def test_a_query_that_finds_nothing_counts_as_nothing(judged_set):
    folder = judged_set({"1": "walrus", "2": "zebra"}, [("1", "walrus", 1), ("2", "tax", 1)])

    assert evaluate(folder, "en") == {"ndcg@10": 0.5, "recall@10": 0.5, "mrr@10": 0.5, "queries": 2}


def test_a_right_document_in_second_place_counts_as_such(judged_set):
    folder = judged_set({"1": "walrus ice"}, [("1", "seal", 1)])

    assert evaluate(folder, "en") == {
        "ndcg@10": round(1 / math.log2(3), 4), "recall@10": 1.0, "mrr@10": 0.5, "queries": 1,
    }  # fmt: skip


def test_a_right_document_that_is_not_found_lowers_recall(judged_set):
    folder = judged_set({"1": "walrus"}, [("1", "walrus", 1), ("1", "tax", 1)])

    scores = evaluate(folder, "en")

    assert scores["recall@10"] == 0.5
    assert scores["mrr@10"] == 1.0
    assert scores["ndcg@10"] == round(1 / (1 + 1 / math.log2(3)), 4)


def test_documents_judged_worthless_do_not_count(judged_set):
    folder = judged_set({"1": "walrus ice"}, [("1", "walrus", 0), ("1", "seal", 1)])

    assert evaluate(folder, "en")["mrr@10"] == 0.5


def test_queries_without_judgements_are_not_counted(judged_set):
    folder = judged_set({"1": "walrus", "2": "seal"}, [("1", "walrus", 1)])

    assert evaluate(folder, "en")["queries"] == 1


def test_a_queries_punctuation_is_not_taken_for_operators(judged_set):
    folder = judged_set({"1": 'What is a (walrus): "or" -ice?'}, [("1", "walrus", 1)])

    assert evaluate(folder, "en")["mrr@10"] == 1.0


def test_the_four_columns_of_trec_are_read_too(judged_set):
    folder = judged_set({"1": "walrus"}, [("1\t0", "walrus", 1)], header="query\titer\tdocument\tgrade")

    assert evaluate(folder, "en")["mrr@10"] == 1.0


def test_the_language_chooses_the_stems(judged_set):
    folder = judged_set({"1": "walruses"}, [("1", "walrus", 1)])

    assert evaluate(folder, "en")["recall@10"] == 1.0


def test_an_unknown_language_is_told(judged_set):
    with pytest.raises(BadInput, match="Klingon"):
        evaluate(judged_set({"1": "walrus"}, [("1", "walrus", 1)]), "Klingon")


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_told(judged_set, missing):
    folder = judged_set({"1": "walrus"}, [("1", "walrus", 1)])
    (folder / missing).unlink()

    with pytest.raises(BadInput, match=missing):
        evaluate(folder, "en")


@pytest.mark.parametrize("damaged", ["corpus.jsonl", "queries.jsonl"])
@pytest.mark.parametrize("content", ["{not json}\n", "[1, 2]\n", '{"other": "layout"}\n', '"text"\n'])
def test_a_file_of_another_layout_is_told(judged_set, damaged, content):
    folder = judged_set({"1": "walrus"}, [("1", "walrus", 1)])
    (folder / damaged).write_text(content)

    with pytest.raises(BadInput, match="BEIR"):
        evaluate(folder, "en")


@pytest.mark.parametrize("content", ["", "query-id\tcorpus-id\tscore\n", "no table at all\n"])
def test_a_set_without_judgements_is_told(judged_set, content):
    folder = judged_set({"1": "walrus"}, [("1", "walrus", 1)])
    (folder / "qrels.tsv").write_text(content)

    with pytest.raises(BadInput, match=r"qrels\.tsv"):
        evaluate(folder, "en")
