"""Every language has every sentence, with its gaps and its code, in the words of its glossary."""

import re
from collections import Counter

import pytest

from core import language
from tests.languages import catalogues
from tests.languages.catalogues import CODE, forms, glossary, uses

LANGUAGES = catalogues.languages()
MARKS = ("**", "\n\n", "[", "]", "<", "&nbsp;", "&ensp;")
WIDE = "\u4e00-\u9fff"


@pytest.fixture(params=LANGUAGES, scope="module")
def code(request):
    return request.param


@pytest.fixture(scope="module")
def messages(code):
    return [each for each in catalogues.load(code) if each.id]


@pytest.fixture(scope="module")
def sentences():
    return {each.id for each in catalogues.template() if each.id}


def test_there_is_chinese():
    assert "zh" in LANGUAGES
    assert set(LANGUAGES) < set(language.available())


def test_it_has_every_sentence_and_no_other(messages, sentences):
    missing = [each.id for each in messages if not catalogues.translated(each)]
    assert (missing, sentences ^ {each.id for each in messages}) == ([], set())
    assert not [each.id for each in messages if each.fuzzy]


def test_what_the_app_reads_is_compiled_from_it(code):
    read = language.LOCALES / code / "LC_MESSAGES" / f"{language.DOMAIN}.mo"
    assert read.read_bytes() == catalogues.compiled(catalogues.load(code))


def test_gaps_and_code_stand_as_in_english(messages):
    wrong = [
        (english, said)
        for each in messages
        for english, said in forms(each)
        if Counter(CODE.findall(english)) != Counter(CODE.findall(said))
    ]
    assert not wrong


def test_marks_are_those_of_the_english(messages):
    wrong = [
        (mark, said)
        for each in messages
        for english, said in forms(each)
        for mark in MARKS
        if english.count(mark) != said.count(mark)
    ]
    assert not wrong


def test_bold_closes_in_markdown(messages):
    """`**` after a mark closes only before a space or another mark: CommonMark's right-flanking."""
    unclosed = re.compile(r"\*\*[^*]*[^\w\s*]\*\*(?=[^\W_])")
    assert not [said for each in messages for _english, said in forms(each) if unclosed.search(said)]


def test_it_keeps_to_its_glossary(code, messages):
    terms = glossary(code)
    wrong = [
        (term, words, said)
        for each in messages
        for english, said in forms(each)
        for term, words in terms.items()
        if uses(term, english) and not any(word in said for word in words)
    ]
    assert len(terms) > 100
    assert not wrong


def test_chinese_has_its_own_punctuation():
    said = [each for message in catalogues.load("zh") if message.id for _e, each in forms(message)]
    narrow = re.compile(rf"[{WIDE}] ?[,;:?!](?=\s|$)|[{WIDE}]\.(?=\s|$)")
    assert not [each for each in said if narrow.search(each)]
