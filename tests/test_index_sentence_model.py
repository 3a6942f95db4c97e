"""A sentence model in a folder: its vectors against BERT computed by hand, what it is told apart by, and what it refuses."""

import json
import sys

import numpy as np
import pytest
from meanings import VOCABULARY, bert_by_hand, tensors, tiny_bert, write_tensors

from core.errors import BadInput, ProgramMissing
from index.meaning import sentence_model
from index.meaning.sentence_model import SentenceModel


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tiny_bert(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture(scope="module")
def model(folder):
    return SentenceModel(str(folder))


def wrapped(ids):
    return [VOCABULARY.index("[CLS]"), *ids, VOCABULARY.index("[SEP]")]


def unit(vector):
    return vector / np.linalg.norm(vector)


def test_the_vector_of_a_query_is_the_mean_of_bert_computed_by_hand(model):
    ids = [VOCABULARY.index(word) for word in ("walrus", "tax", "queue")]

    expected = unit(bert_by_hand(tensors(1), wrapped(ids)).mean(axis=0))

    assert model.of_query("Walrus TAX queue") @ expected == pytest.approx(1, abs=1e-5)


def test_windows_of_several_lengths_keep_their_order_and_do_not_disturb_one_another(model):
    windows = [[VOCABULARY.index(word)] * times for times, word in ((9, "tax"), (1, "seal"), (5, "wait"))] * 4

    vectors = model.of_windows(windows)

    assert vectors.shape == (12, 16)
    assert len(np.unique(vectors.round(4), axis=0)) == 3
    for window, vector in zip(windows, vectors, strict=True):
        (alone,) = model.of_windows([window])
        assert vector == pytest.approx(alone, abs=1e-5)
        # In whole numbers; how near they come depends on the processor.
        assert vector @ unit(bert_by_hand(tensors(1), wrapped(window)).mean(axis=0)) > 0.97


def test_a_model_whose_first_word_stands_for_the_text_is_read_so(tmp_path):
    model = SentenceModel(str(tiny_bert(tmp_path / "cls", 2, pooling_mode_cls_token=True)))
    ids = [VOCABULARY.index("seal"), VOCABULARY.index("budget")]

    assert model.of_query("seal budget") @ unit(bert_by_hand(tensors(2), wrapped(ids))[0]) == pytest.approx(1, abs=1e-5)


def test_a_query_longer_than_the_window_is_cut_there(model):
    assert model.window == 24
    assert np.allclose(model.of_query("tax " * 22), model.of_query("tax " * 22 + "walrus " * 50))


def test_the_pieces_of_a_text_know_their_characters_and_are_never_cut(model):
    text = "Walrus axx " + "tax " * 40
    ids, places = model.pieces(text)

    assert [text[start:end] for start, end in places[:4]] == ["Walrus", "a", "x", "x"]
    assert len(ids) == 44  # the tokeniser's own limit of 8 is lifted


def test_nothing_is_made_of_nothing(model):
    assert model.of_windows([]).shape == (0, 16)
    assert np.linalg.norm(model.of_query("")) == pytest.approx(1)


def test_other_weights_are_another_model(folder, tmp_path):
    same = SentenceModel(str(tiny_bert(tmp_path / "same"))).identity
    other = SentenceModel(str(tiny_bert(tmp_path / "other", 2))).identity

    assert SentenceModel(str(folder)).identity == same != other


@pytest.mark.parametrize(
    ("card", "languages"),
    [
        ("---\nlanguage: en\n---\n# Model", {"en"}),
        ("---\nlicense: mit\nlanguage:\n- en\n- fr\ntags: []\n---\n", {"en", "fr"}),
        ("---\nlanguage: [de, fr]\n---\n", {"de", "fr"}),
        ("---\r\nlanguage: en\r\n---\r\n", {"en"}),
        ("---\nlanguage: multilingual\n---\n", set()),
        ("---\nlicense: mit\n---\nlanguage: en", set()),
        ("", set()),
    ],
)
def test_the_languages_of_a_model_are_those_of_its_card(tmp_path, card, languages):
    assert SentenceModel(str(tiny_bert(tmp_path / "m", card=card))).languages == languages


def test_an_installed_package_with_a_model_inside_is_found_by_its_name(tmp_path, monkeypatch):
    tiny_bert(tmp_path / "some_model" / "model")
    (tmp_path / "some_model" / "__init__.py").write_text("raise ImportError('it is not to be run')")
    monkeypatch.syspath_prepend(tmp_path)

    assert SentenceModel("some-model").folder == tmp_path / "some_model" / "model"
    assert "some_model" not in sys.modules


@pytest.mark.parametrize("named", ["no_such_model", "no/such/folder", "json"])
def test_a_model_that_is_not_there_is_told_with_what_installs_one(named):
    with pytest.raises(ProgramMissing) as caught:
        SentenceModel(named)
    assert named in caught.value.problem
    assert "make semantic" in caught.value.remedy


def test_without_the_extra_the_error_names_it(folder, monkeypatch):
    monkeypatch.setattr(sentence_model, "find_spec", lambda _name: None)

    with pytest.raises(ProgramMissing) as caught:
        SentenceModel(str(folder))
    assert "ctranslate2" in caught.value.problem
    assert "semantic" in caught.value.remedy


def test_importing_the_index_loads_no_library_of_models():
    import subprocess

    imports = "import sys, serve.cli, index.meaning.dense, index.meaning.sentence_model"
    code = imports + "; print({'ctranslate2', 'tokenizers'} & set(sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("file", "value"),
    [
        ("config.json", {"model_type": "gpt2", "hidden_size": 16}),
        ("config.json", []),
        ("1_Pooling/config.json", {"pooling_mode_max_tokens": True}),
    ],
)
def test_a_model_of_another_kind_is_refused(tmp_path, file, value):
    folder = tiny_bert(tmp_path / "m")
    (folder / file).write_text(json.dumps(value))

    with pytest.raises(BadInput):
        SentenceModel(str(folder))


@pytest.mark.parametrize("spoilt", ["cut off", "no weights", "not JSON"])
def test_weights_that_cannot_be_read_are_told(tmp_path, spoilt):
    folder = tiny_bert(tmp_path / "m")
    weights = folder / "model.safetensors"
    if spoilt == "cut off":
        weights.write_bytes(weights.read_bytes()[:3000])
    elif spoilt == "no weights":
        write_tensors(weights, {"x": np.zeros(2, np.float32)})
    else:
        weights.write_bytes((9).to_bytes(8, "little") + b"not JSON!")

    with pytest.raises(BadInput, match="cannot be loaded"):
        SentenceModel(str(folder)).of_query("tax")


def test_weights_saved_with_their_models_name_before_them_are_read(tmp_path, model):
    folder = tiny_bert(tmp_path / "m")
    write_tensors(folder / "model.safetensors", {f"bert.{name}": values for name, values in tensors(1).items()})

    assert np.allclose(SentenceModel(str(folder)).of_query("tax"), model.of_query("tax"), atol=1e-6)
