"""A page staged for a course page: as a link, as an address, and read from either again."""

from itertools import product

import pytest

from core.questions import NAMES
from core.questions.teach import embed
from core.questions.teach.embed import DARK, Embed, NotOurs, read
from core.ui.share import iframe

BASE = "https://which.example/app/"
FAMOUS = Embed(
    "playground",
    {"keras": "3.15.1"},
    frozenset(embed.stages()["playground"].controls({})) - {"activation"},
    language="zh",
    theme=DARK,
    ask=True,
    moment=3.0,
)


def test_every_question_s_page_can_be_embedded_and_has_no_name_twice():
    offered = list(embed.stages())
    assert offered == [name for name in NAMES if name in offered]
    assert set(NAMES) - set(offered) <= {"teach", "lesson"}
    for name, stage in embed.stages().items():
        controls = stage.controls({})
        assert len(set(controls)) == len(controls), name
        assert not {"hide", "show", "ask", "moment", "lang", "embed"} & set(controls), name
        assert "all" not in controls


def test_what_a_link_says_and_what_only_an_iframe_needs():
    staged = "keras=3.15.1&show=activation&ask=1&moment=3&lang=zh"
    assert FAMOUS.link() == f"playground?{staged}&embed_options=dark_theme"
    assert FAMOUS.address(BASE) == f"{BASE}?{staged}"
    assert FAMOUS.source(BASE) == f"{BASE}?{staged}&embed=true&embed_options=dark_theme"
    assert Embed("mnist").link() == "mnist"
    assert Embed("mnist").address(BASE) == f"{BASE}mnist"
    assert Embed().address(BASE) == BASE


def test_a_link_is_read_as_it_was_made():
    made = [FAMOUS, Embed(), Embed("traps", {"trap": "threshold", "at": "0.3"})]
    for page, (hidden, theme) in product(embed.stages(), ((0, ""), (1, DARK), (99, ""))):
        controls = embed.stages()[page].controls({})
        made.append(Embed(page, {}, frozenset(controls[:hidden]), theme=theme))
    for each in made:
        if each.page == "traps" and each.choices:
            continue
        assert read(each.link(), BASE) == (each, ()), each.link()
        assert read(each.source(BASE), BASE) == (each, ()), each.source(BASE)


def test_the_shorter_way_to_hide():
    controls = Embed("diabetes").controls
    assert controls == ("keras", "scaled", "holdout", "run", "code", "language")
    said = {
        (): {},
        ("keras",): {"hide": "keras"},
        ("keras", "scaled", "holdout"): {"hide": "keras,scaled,holdout"},
        ("keras", "scaled", "holdout", "run"): {"show": "code,language"},
        controls: {"hide": "all"},
    }
    for hidden, expected in said.items():
        assert Embed("diabetes", {}, frozenset(hidden)).staged() == expected


def test_what_the_page_does_not_know_is_named_and_the_rest_is_taken():
    found, problems = read(
        "/app/mnist?net=resnet&hide=net,loss&utm=x&lang=tlh&ask=1&embed=true&embed_options=show_footer",
        BASE,
    )
    assert found == Embed("mnist", hidden=frozenset({"net"}), ask=True)
    assert {(each.name, each.given) for each in problems} == {
        ("net", "resnet"),
        ("hide", "loss"),
        ("utm", "x"),
        ("lang", "tlh"),
        ("embed_options", "show_footer"),
    }


def test_what_stands_at_its_default_is_not_said():
    found, problems = read("diabetes?version=3.15.1&scaled=no&holdout=YES", BASE)
    assert (found, problems) == (Embed("diabetes", {"keras": "3.15.1", "holdout": "true"}), ())


def test_a_teacher_s_own_lesson_keeps_its_steps():
    found, problems = read("lesson?steps=untrained,mend&step=mend", BASE)
    assert (found, problems) == (
        Embed("lesson", {"step": "mend", "steps": "untrained,mend"}),
        (),
    )
    assert read(found.link(), BASE) == (found, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://elsewhere.example/app/mnist", "elsewhere.example"),
        (f"{BASE}nowhere", "it must be one of `playground`, `lesson`, `mnist`"),
        (f"{BASE}teach?link=mnist", "it must be one of `playground`"),
        ("javascript:alert(1)", "it must be one of"),
    ],
)
def test_what_is_no_link_of_this_app_is_refused_with_the_reason(text, reason):
    with pytest.raises(NotOurs, match=reason):
        read(text, BASE)


def test_an_iframe_cannot_be_broken_out_of():
    made = iframe('https://a/?b="><script>&c=1', 'a "title" <b>', 500)
    assert made == (
        '<iframe src="https://a/?b=&quot;&gt;&lt;script&gt;&amp;c=1" '
        'title="a &quot;title&quot; &lt;b&gt;" loading="lazy" width="100%" height="500" '
        'style="border: 0"></iframe>'
    )
