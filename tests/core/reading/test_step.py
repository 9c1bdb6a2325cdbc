"""What can be asked in a lesson: when a guess is right, and how it and the truth are said."""

from core.reading.step import Count, Pick, Share, Span, Step


def step(asks):
    return Step(
        id="one",
        name="One",
        title="?",
        told="",
        asks=asks,
        answer="It is so.",
        why="For a long reason.",
        briefly="For a reason.",
        after=lambda guess: (),
        source="",
        link="playground",
        link_words="",
    )


def test_a_share_is_right_when_it_is_near():
    asks = Share("?", 0.9)
    assert [asks.right(each) for each in (0.84, 0.85, 0.95, 0.96)] == [False, True, True, False]
    assert asks.in_words(0.5) == "50\N{NO-BREAK SPACE}%"
    assert asks.answer == "90.0\N{NO-BREAK SPACE}%"
    assert asks.shares(0.5) == ((0.5, 0.5), (0.9, 0.9))


def test_a_count_is_right_alone_or_between_bounds():
    alone, among = Count("?", 9, 10, few=True), Count("?", 990, 1000, low=980, high=1000)
    assert [alone.right(each) for each in ("8", "9", "10")] == [False, True, False]
    assert [among.right(each) for each in (970, 980, 1000)] == [False, True, True]
    assert (alone.in_words("4"), alone.answer) == ("4 of 10", "9 of 10")
    assert alone.shares("4") == ((0.4, 0.4), (0.9, 0.9))


def test_a_pick_may_have_several_right_ones():
    asks = Pick("?", {"a": "first", "b": "second", "c": "third"}, ("a", "c"))
    assert [asks.right(each) for each in "abc"] == [True, False, True]
    assert (asks.in_words("b"), asks.answer) == ("second", "first, third")
    assert asks.shares("a") is None


def test_a_span_is_right_when_it_has_all_values():
    asks = Span("?", (0.349, 0.7, 0.762), 30, 100)
    assert [asks.within(each) for each in ((30, 70), (30, 80), (35, 100))] == [2, 3, 2]
    assert [asks.right(each) for each in ((30, 80), (35, 100))] == [True, False]
    assert Span("?", (0.6, 0.8), 30, 100).right((60, 80)), "the ends of a guess are in it"
    assert asks.in_words((60, 80)) == "60 to 80\N{NO-BREAK SPACE}%"
    assert asks.answer == "35 to 76\N{NO-BREAK SPACE}%"
    assert asks.shares((60, 80)) == ((0.6, 0.8), (0.349, 0.762))
    assert asks.shares((61, 79))[0] == (0.61, 0.79)


def test_who_guessed_right_is_told_the_same_and_less():
    asked = step(Count("?", 9, 10))
    assert (asked.said("9"), asked.because("9")) == ("Yes. It is so.", "For a reason.")
    assert (asked.said("4"), asked.because("4")) == ("It is so.", "For a long reason.")
