"""Where a chart puts what it is given: numbers in, places out."""

import datetime as dt

from chrysalis.ui.charts import LEFT, RIGHT, ROW, TOP, WIDTH, Point, steps


SCALE = ("Low", "Middle", "High")
DAY = dt.datetime(2026, 11, 2, 10, tzinfo=dt.UTC)


def drawn(*days_and_ranks: tuple[int, int], until: int = 10):
    points = [Point(DAY + dt.timedelta(days=day), rank, SCALE[rank]) for day, rank in days_and_ranks]
    return steps(points, scale=SCALE, until=DAY + dt.timedelta(days=until), title="Grade")


def test_one_grade_is_a_level_line_from_edge_to_edge():
    chart = drawn((0, 1))
    assert chart.path == f"M{LEFT} {TOP + ROW} H{WIDTH - RIGHT}"
    assert [mark.words for mark in chart.rows] == list(SCALE)


def test_the_line_stays_until_somebody_moves_it():
    chart = drawn((0, 0), (5, 2))
    middle = LEFT + (WIDTH - LEFT - RIGHT) // 2
    assert chart.path == f"M{LEFT} {TOP + 2 * ROW} H{middle} V{TOP} H{WIDTH - RIGHT}"
    assert chart.summary == "2 November 2026: Low; 7 November 2026: High"


def test_a_grade_of_this_moment_is_drawn_too():
    assert drawn((0, 1), until=0).marks[0].x == LEFT


def test_dates_are_written_where_there_is_room():
    chart = drawn((0, 0), (1, 1), (10, 2))
    assert [mark.words for mark in chart.dates] == ["2 Nov 2026", "12 Nov 2026"]
    assert chart.dates[-1].x < chart.marks[-1].x
