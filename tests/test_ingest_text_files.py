"""Text, Markdown and HTML files: their words, their titles, their encodings."""

from pathlib import Path

import pytest

from core.errors import FileUnreadable
from ingest.formats.text_files import read_html, read_text_file


@pytest.fixture
def write(tmp_path):
    def written(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def test_a_text_file_is_read_as_it_is_and_its_first_line_is_its_title(write):
    assert read_text_file(write("a.txt", "\n  Minutes  \n\nWho came.\n")) == (
        "Minutes",
        "\n  Minutes  \n\nWho came.\n",
    )


def test_a_first_line_that_is_a_paragraph_is_no_title(write):
    assert read_text_file(write("a.txt", "word " * 100))[0] == ""


def test_an_empty_text_file_has_no_title_and_no_text(write):
    assert read_text_file(write("a.txt", "")) == ("", "")


def test_line_ends_of_all_systems_become_line_feeds(write):
    assert read_text_file(write("a.txt", b"one\r\ntwo\rthree\n"))[1] == "one\ntwo\nthree\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_read(write, encoding):
    text = "Über den Bürger – « déjà vu » “quoted” 5 €"
    assert read_text_file(write("a.txt", text.encode(encoding)))[1] == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_of_both_orders_is_read_when_it_says_so(write, codec):
    assert read_text_file(write("a.txt", "\ufeffBürger".encode(codec)))[1] == "Bürger"


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00\x00", b"PK\x03\x04\x14\x00\x06\x00", b"abc\x00def"])
def test_a_binary_file_is_refused_with_a_remedy(write, content):
    with pytest.raises(FileUnreadable, match="not text") as error:
        read_text_file(write("a.txt", content))
    assert error.value.remedy


def test_bytes_that_no_encoding_knows_are_refused(write):
    with pytest.raises(FileUnreadable, match="cannot be read"):
        read_text_file(write("a.txt", b"a \x81 b \x8d c"))


def test_utf_16_that_ends_in_the_middle_is_refused(write):
    with pytest.raises(FileUnreadable):
        read_text_file(write("a.txt", b"\xff\xfea\x00b"))


def test_a_file_larger_than_20_mb_is_refused_with_a_remedy(write):
    with pytest.raises(FileUnreadable, match="larger than 20 MB") as error:
        read_text_file(write("a.txt", b"a" * (20 * 1024**2 + 1)))
    assert "Split" in error.value.remedy


def test_a_file_of_20_mb_is_read(write):
    assert len(read_text_file(write("a.txt", b"a\n" * (10 * 1024**2)))[1]) == 20 * 1024**2


def test_a_file_that_is_not_there_is_an_error_of_ours(tmp_path):
    with pytest.raises(FileUnreadable, match="cannot be opened"):
        read_text_file(tmp_path / "none.txt")


def test_markdown_is_read_without_its_marks(write):
    source = "# Joint services\n\nA *single* counter, [described here](https://example.org).\n\n- one\n- two\n"
    assert read_text_file(write("a.md", source)) == (
        "Joint services",
        "Joint services\nA single counter, described here.\none\ntwo",
    )


def test_the_cells_of_a_markdown_table_do_not_run_together(write):
    text = read_text_file(write("a.md", "| Land | Jahr |\n|---|---|\n| Kanada | 2019 |\n"))[1]
    assert text.split() == ["Land", "Jahr", "Kanada", "2019"]


@pytest.mark.parametrize("suffix", [".html", ".htm", ".HTML"])
def test_html_is_read_as_its_words_a_line_a_block(write, suffix):
    source = "<head><title>Tab</title></head><h1>Joint <em>services</em></h1><p>One\n paragraph</p><ul><li>first<li>second</ul>"
    assert read_text_file(write("a" + suffix, source)) == (
        "Joint services",
        "Joint services\nOne paragraph\nfirst\nsecond",
    )


def test_what_a_reader_of_html_does_not_see_is_left_out():
    title, text = read_html(
        "<head><title>The tab</title><style>p {}</style></head><body><nav>Home</nav><script>alert(1)</script>"
        "<template>no</template><noscript>no</noscript><svg><text>no</text></svg><p>Seen</p></body>"
    )
    assert (title, text) == ("The tab", "Seen")


def test_entities_become_characters():
    assert read_html("<p>B&uuml;rger &amp; &#8220;Staat&#8221; a&nbsp;b")[1] == "Bürger & “Staat” a b"


def test_broken_html_is_read_as_far_as_it_goes():
    assert read_html("<p>one<div>two</p><b>three")[1].split() == ["one", "two", "three"]


def test_an_html_page_without_words_has_none():
    assert read_html("") == ("", "")


def test_a_page_nested_a_thousand_deep_is_read(write):
    assert "core" in read_text_file(write("a.html", "<div>" * 1000 + "core" + "</div>" * 1000))[1]
