"""The page on claims: every claim with its verdict, the reader's choice among them, and their links."""

import re
from urllib.parse import parse_qsl

import pytest

from core.questions.claims import reading
from core.reading import verdicts
from core.reading.claim import DIABETES
from core.reading.verdicts import FAILS
from tests.pages import on_screen
from tests.pages.conftest import open_app

# Numbers that no other page has: their pages show what they were computed from.
COMPUTED_HERE = {"cell_by_cell", "renormalising_harms"}
LINKS = sorted({claim.link for claim in reading.claims()})


def open_claims(**parameters):
    return open_app(**parameters).switch_page("pages/claims.py").run()


def shown(app):
    texts = [each.value for each in app.markdown]
    return [claim for claim in reading.claims() if any(f"**{claim.words}**" in text for text in texts)]


def claim_texts(claim, texts):
    """What was said, and how it is judged: the one beside the other."""
    (at,) = [index for index, text in enumerate(texts) if f"**{claim.words}**" in text]
    return texts[at : at + 2]


def test_every_claim_stands_with_its_verdict_its_evidence_and_its_date(instant_desk):
    app = open_claims()
    assert not app.exception
    assert app.subheader[0].value == reading.headline(reading.claims())
    texts = [each.value for each in app.markdown]
    links = [each.proto for each in app.get("page_link")]
    places = [each.proto.body for each in app.get("html")]
    assert len(shown(app)) == len(reading.claims())
    for claim in reading.claims():
        said, judged = claim_texts(claim, texts)
        assert f"{reading.said_in_words(claim)} ({reading.dated(claim)})." in said
        assert f"{verdicts.in_words(claim.verdict.kind)}]" in judged
        assert f"**{claim.verdict.number}**" in judged
        assert f"\n\n{claim.verdict.because}\n\n" in judged
        assert f":gray[{verdicts.then_and_now(claim.verdict)}]" in judged
        evidence = claim.measured.in_words
        if claim.measured.interval and claim.measured.interval in claim.verdict.because:
            evidence = evidence.removesuffix(f"; {claim.measured.interval}")
        assert f"Measured: {evidence}." in judged, "what the sentence above says is not said again"
        if "#" in claim.link:
            (place,) = [each for each in places if f'href="{claim.link}"' in each]
            assert place.startswith('<a class="wa-link"'), "it looks like the other links"
            assert place.endswith(f">{claim.link_words}</a>")
            continue
        page, _mark, query = claim.link.partition("?")
        (link,) = [
            each
            for each in links
            if (each.page, each.label) == (page, claim.link_words)
            and parse_qsl(each.query_string) == parse_qsl(query)
        ][:1]
        assert not link.external


def test_only_the_wanted_claims_are_left(instant_desk):
    app = open_claims()
    app.button_group(key="_claims_wanted").set_value(FAILS).run()
    failing = [claim for claim in reading.claims() if claim.verdict.kind == FAILS]
    assert shown(app) == failing
    app.pills(key="_claims_asked_in").set_value([DIABETES]).run()
    assert shown(app) == [claim for claim in failing if claim.asked_in == DIABETES]
    assert not app.exception


def test_a_link_with_garbage_is_said_and_the_claims_stand(instant_desk):
    app = open_claims(loss="<b>none</b>")
    assert not app.exception
    assert "`loss=<b>none</b>` cannot be used" in app.warning[0].value
    assert shown(app)


@pytest.mark.slow
@pytest.mark.parametrize("link", LINKS)
def test_a_link_opens_a_page_that_shows_the_claim_s_number(link, instant_desk):
    """Of every claim that it stands for: a number of its verdict is on screen there."""
    page, _mark, query = link.partition("#")[0].partition("?")
    app = open_app(**dict(parse_qsl(query))).switch_page(f"pages/{page or 'playground'}.py").run()
    assert not app.exception
    assert not app.warning
    text = "\n".join(each.text for each in on_screen.texts(app))
    for claim in reading.claims():
        if claim.link == link and claim.id not in COMPUTED_HERE:
            told = f"{claim.verdict.number} {claim.verdict.because}"
            numbers = set(re.findall(r"\d+\.\d+|\d{2,}", told))
            on_page = set(re.findall(r"\d+\.\d+|\d{2,}", text))
            assert numbers & on_page, (claim.id, told)


def test_every_mark_goes_with_a_word():
    words = [verdicts.in_words(kind) for kind in verdicts.VERDICTS]
    assert len({word.split()[0] for word in words}) == len(words)
    assert all(len(word.split()) > 1 for word in words)
