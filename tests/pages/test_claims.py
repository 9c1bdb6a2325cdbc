"""The page on claims: every claim with its verdict, and the reader's choice among them."""

from core.questions.claims import reading
from core.reading import verdicts
from core.reading.claim import DIABETES
from core.reading.verdicts import FAILS
from tests.pages.conftest import open_app


def open_claims(**parameters):
    return open_app(**parameters).switch_page("pages/claims.py").run()


def shown(app):
    texts = [each.value for each in app.markdown]
    return [claim for claim in reading.claims() if f"**{claim.words}**" in texts]


def test_every_claim_stands_with_its_verdict_and_its_number(instant_desk):
    app = open_claims()
    assert not app.exception
    assert app.subheader[0].value == reading.headline(reading.claims())
    texts = [each.value for each in app.markdown]
    assert len(shown(app)) == len(reading.claims())
    for claim in reading.claims():
        assert f"**{claim.verdict.number}**" in texts
        assert any(claim.verdict.because in text and f"({claim.link})" in text for text in texts)


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


def test_every_mark_goes_with_a_word():
    words = [verdicts.in_words(kind) for kind in verdicts.VERDICTS]
    assert len({word.split()[0] for word in words}) == len(words)
    assert all(len(word.split()) > 1 for word in words)
