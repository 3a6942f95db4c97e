"""Word recall counts each true word once for each time it stands on its page."""

import json

from pdfs import pdf, words

from evaluation.ocr import measure, recall


def test_recall_is_the_share_of_the_true_words_on_their_own_page():
    assert recall(["one two two three"], ["THREE, two. One"]) == 0.75
    assert recall(["one two", "three"], ["three one two", ""]) == 2 / 3
    assert recall(["one two"], []) == 0.0


def test_words_broken_at_a_line_end_are_whole_words():
    assert recall(["pre-\nlevement, a co-operation"], ["prelevement a co operation"]) == 1.0
    assert recall(["prelevement"], ["pre\u00ad\nlevement"]) == 1.0


def test_a_file_is_measured_through_the_whole_ingest(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(words("all of these words")))
    truth = {"level": "clean", "pages": [{"text": "none of these words"}]}
    (tmp_path / "a.gt.json").write_text(json.dumps(truth))
    (measured,) = measure(tmp_path)
    assert (measured.file, measured.level, measured.recall, measured.confidence) == ("a.pdf", "clean", 0.75, 0.0)
