"""Where playing stands, by a clock that the test holds."""

import pytest

from core.ui.player import LONGEST, WHOLE, Player

LAST = 15
PACE = WHOLE / LAST  # seconds a moment: 0.2


def test_the_whole_run_takes_three_seconds_and_then_stands():
    player = Player(LAST + 1, 0).play(100.0)
    assert (player.place, player.playing) == (0, True)
    assert [player.tick(100 + t).place for t in (0.1, 0.21, 1.5, 2.9)] == [0, 1, 7, 14]
    ended = player.tick(103.001)
    assert (ended.place, ended.playing) == (LAST, False)
    assert ended.tick(200) == ended


def test_who_is_asked_seldom_shows_fewer_moments_and_ends_no_later():
    seldom = often = Player(LAST + 1, 0).play(0.0)
    seen = []
    for now in (1.01, 2.01, 3.01):
        seldom = seldom.tick(now)
        seen.append(seldom.place)
    for hundredth in range(302):
        often = often.tick(hundredth / 100)
    assert seen == [5, 10, LAST]
    assert (often.place, often.playing) == (seldom.place, seldom.playing) == (LAST, False)


def test_it_plays_on_from_where_it_stands_and_anew_from_the_end():
    half = Player(LAST + 1, 10).play(0.0)
    assert half.place == 10
    assert half.tick(2.5 * PACE).place == 12
    assert not half.tick(5.01 * PACE).playing
    assert Player(LAST + 1, LAST).play(0.0).place == 0
    assert Player(LAST + 1, 7).play(0.0, start=0).place == 0


def test_a_moment_of_few_stays_no_longer_than_half_a_second():
    player = Player(3, 0).play(0.0)
    assert player.tick(LONGEST - 0.01).place == 0
    assert player.tick(LONGEST + 0.01).place == 1
    assert not player.tick(2 * LONGEST + 0.01).playing


@pytest.mark.parametrize(("place", "stands"), [(-1, 0), (0, 0), (15, 15), (16, 15)])
def test_no_step_leaves_the_run(place, stands):
    player = Player(LAST + 1, 3).play(0.0).stand(place)
    assert (player.place, player.playing) == (stands, False)


def test_a_run_of_one_moment_has_nothing_to_play():
    player = Player(1, 0).play(0.0)
    assert (player.place, player.playing) == (0, False)


def test_the_next_moment_is_waited_for_and_an_overdue_one_is_not():
    player = Player(LAST + 1, 0).play(10.0)
    assert player.wait(10.05) == pytest.approx(PACE - 0.05)
    assert player.tick(10.25).wait(10.25) == pytest.approx(2 * PACE - 0.25)
    assert player.wait(11) == 0
    assert Player(LAST + 1, 0).wait(10) == 0


def test_every_answer_is_another_frame():
    still = Player(LAST + 1, 0)
    playing = still.play(0.0)
    same_place = playing.tick(0.01)
    answers = [still, playing, same_place, same_place.stand(3)]
    assert [each.place for each in answers] == [0, 0, 0, 3]
    assert len({each.frame for each in answers}) == 4
