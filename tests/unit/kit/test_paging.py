"""Pages of what is computed: nobody computes more than a page shows."""

from collections.abc import Iterator

from tutti.kit.paging import cut


def asked_of(found: list[int]) -> Iterator[int]:
    """The numbers from 1 on; what was asked for is in `found`."""
    for number in range(1, 1000):
        found.append(number)
        yield number


def test_asks_for_one_item_more_than_the_page_holds() -> None:
    found: list[int] = []
    items, more = cut(asked_of(found), key=lambda number: f"{number:04}", limit=3, cursor=None)
    assert (items, found, more is None) == ([1, 2, 3], [1, 2, 3, 4], False)


def test_goes_on_after_the_cursor() -> None:
    numbers = range(1, 8)
    _, cursor = cut(numbers, key=str, limit=3, cursor=None)
    assert cut(numbers, key=str, limit=4, cursor=cursor) == ([4, 5, 6, 7], None)
