"""English is the msgid; any other language is a catalogue, asked for at each sentence."""

import struct
import textwrap

import pytest

from core import language


@pytest.fixture(autouse=True)
def restored(monkeypatch):
    monkeypatch.setattr(language, "_chosen", language._chosen)
    yield
    language._catalogue.cache_clear()
    language.available.cache_clear()


def write_catalogue(folder, code, translations):
    """A compiled catalogue, as gettext reads it: a header of seven words, two tables, the texts."""
    texts = {"": "Content-Type: text/plain; charset=UTF-8\n", **translations}
    pairs = [(key.encode(), text.encode()) for key, text in sorted(texts.items())]
    count, tables, data = len(pairs), [], b""
    start = 28 + 16 * count
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), start + len(data)))
            data += pair[column] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start)
    path = folder / code / "LC_MESSAGES" / f"{language.DOMAIN}.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(header + b"".join(tables) + data)


def test_english_is_what_the_code_says():
    assert language._("true accuracy") == "true accuracy"
    assert language.ngettext("{n} thread", "{n} threads", 1) == "{n} thread"
    assert language.ngettext("{n} thread", "{n} threads", 2) == "{n} threads"
    assert language.available()[0] == language.DEFAULT == "en"


def test_no_line_break_parts_a_number_from_its_percent_sign(tmp_path, monkeypatch):
    assert language._("95 % of {n} %") == "95\N{NO-BREAK SPACE}% of {n}\N{NO-BREAK SPACE}%"
    assert language.ngettext("{n} %", "{n} % each", 2) == "{n}\N{NO-BREAK SPACE}% each"
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    write_catalogue(tmp_path, "de", {"half": "50 %"})
    language._catalogue.cache_clear()
    language.choose_by(lambda: "de")
    assert language._("half") == "50\N{NO-BREAK SPACE}%"


def test_the_language_is_asked_for_at_each_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    write_catalogue(tmp_path, "de", {"loss": "Verlust"})
    write_catalogue(tmp_path, "fr", {"loss": "perte"})
    language._catalogue.cache_clear()
    language.available.cache_clear()
    readers = iter(["de", "en", "fr", "de"])
    language.choose_by(lambda: next(readers))
    assert [language._("loss") for _ in range(4)] == ["Verlust", "loss", "perte", "Verlust"]
    assert next(readers, None) is None
    assert language.available() == ("en", "de", "fr")


def test_what_is_listed_is_joined_as_the_language_does(tmp_path, monkeypatch):
    items = ["a=1", "{b}", "c"]
    assert language.listed(items) == "a=1, {b}, c"
    assert language.either(items) == "a=1 or {b} or c"
    assert language.clauses(iter(items)) == "a=1; {b}; c"
    assert language.listed(["a"]) == language.either(["a"]) == language.clauses(["a"]) == "a"
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    write_catalogue(
        tmp_path,
        "ja",
        {"{before}, {item}": "{before}、{item}", "{before} or {item}": "{item}か{before}"},
    )
    language._catalogue.cache_clear()
    language.choose_by(lambda: "ja")
    assert language.listed(items) == "a=1、{b}、c"
    assert language.either(items) == "cか{b}かa=1"


@pytest.mark.parametrize("code", ["xx", "", "en", "../../etc", "日本"])
def test_an_unknown_language_falls_back_to_english(code):
    language.choose_by(lambda: code)
    assert language._("true accuracy") == "true accuracy"


def test_a_chinese_character_is_as_wide_as_two_letters():
    assert [language.columns(each) for each in ("p = 0.5", "准确率", "，", "K 类")] == [7, 6, 2, 4]


@pytest.mark.parametrize("width", [9, 14, 30, 88])
def test_english_breaks_where_textwrap_breaks_it(width):
    text = "By the rules of Keras `binary_crossentropy` is 0.3391; by hand, it (too) is 0.3391."
    wanted = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    assert language.lines(text, width) == wanted


def test_chinese_breaks_beside_its_characters_and_no_line_begins_with_what_closes():
    text = "90.0 %：对什么都没把握，10 个单元格中有 9 个为零是对的（1−1/K）。"
    for width in range(14, 40):
        lines = language.lines(text, width)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert max(map(language.columns, lines)) <= width
        assert not [line for line in lines if line[0] in "，。：）" or line[-1] == "（"]
    assert language.lines(text, 22)[:2] == ["90.0 %：对什么都没把", "握，10 个单元格中有 9"]


def test_a_language_is_called_what_it_calls_itself():
    assert [language.name(code) for code in ("en", "zh")] == ["English", "中文"]


def test_sentences_follow_each_other_as_the_language_has_it():
    assert language.sentences(["It is.", "", "So it is."]) == "It is. So it is."
    assert language.sentences([]) == ""
    language.choose_by(lambda: "zh")
    try:
        assert language.sentences(["是。", "就是。"]) == "是。就是。"
    finally:
        language.choose_by(lambda: language.DEFAULT)
