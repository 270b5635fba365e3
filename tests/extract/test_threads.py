import itertools
import time
from threading import Event

import pytest

from kg.extract.threads import in_order


def test_results_come_in_the_order_of_the_items_whoever_is_done_first() -> None:
    second_done = Event()

    def work(item: int) -> int:
        if item == 0:
            assert second_done.wait(20)
        if item == 1:
            second_done.set()
        return item * item

    assert list(in_order(work, range(50), 2)) == [k * k for k in range(50)]
    second_done.clear()
    assert list(in_order(work, range(50), 2, 8)) == [k * k for k in range(50)]


def test_items_are_taken_a_few_ahead_only() -> None:
    taken = []
    endless = (taken.append(k) or k for k in itertools.count())
    stream = in_order(str, endless, 3)
    assert [next(stream) for _ in range(4)] == ["0", "1", "2", "3"]
    assert len(taken) <= 4 + 2 * 3
    stream.close()
    taken.clear()
    stream = in_order(str, endless, 3, 5)
    assert [next(stream) for _ in range(5)] == [str(k) for k in range(10, 15)]
    assert len(taken) == 5 + 2 * 3
    stream.close()


@pytest.mark.parametrize("batch", [1, 3, 8])
def test_an_error_comes_in_its_turn(batch: int) -> None:
    stream = in_order(lambda k: 6 // k, [3, 2, 0, 1], 2, batch)
    assert [next(stream), next(stream)] == [2, 3]
    with pytest.raises(ZeroDivisionError):
        next(stream)


def test_threads_end_with_the_iterator() -> None:
    busy: set[int] = set()

    def work(item: int) -> int:
        busy.add(item)
        time.sleep(0.01)
        busy.discard(item)
        return item

    stream = in_order(work, itertools.count(), 4)
    next(stream)
    stream.close()
    assert not busy
