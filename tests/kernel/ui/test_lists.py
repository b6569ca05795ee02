"""Lists: pages that stay put, sorts and filters that cannot be bent, two queries whatever they hold."""

import datetime as dt
import uuid
from urllib.parse import parse_qs, urlsplit

import django_filters
import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Value
from django.template.loader import render_to_string
from django.test import RequestFactory

from chrysalis.ui.keyset import Mark, Order, read_mark
from chrysalis.ui.lists import Cell, Column, Listing


pytestmark = pytest.mark.django_db


class BookFilters(django_filters.FilterSet):
    app_label = django_filters.ChoiceFilter(label="Shelf", choices=[("poems", "Poems"), ("plays", "Plays")])

    class Meta:
        model = ContentType
        fields: list[str] = []


class Books(Listing):
    """Any table will do: these are rows of a table that every project has."""

    caption, one, many = "Books", "book", "books"
    ordering = "model"
    size = 10
    filters = BookFilters
    columns = (
        Column("Title", lambda book: Cell(book.model, href=f"/{book.pk}"), sort="model"),
        Column("Shelf", lambda book: book.app_label, sort="app_label"),
        Column("Note", lambda book: ""),
    )


def shelve(count: int, shelf: str = "poems") -> None:
    ContentType.objects.bulk_create(
        ContentType(app_label=shelf, model=f"title {number:04}") for number in range(count)
    )


def books(address: str = "/books/") -> Books:
    shelves = ContentType.objects.filter(app_label__in=["poems", "plays"])
    return Books(RequestFactory().get(address), shelves)


def titles(listing: Books) -> list[str]:
    return [row[0].text for row in listing.rows]


def walk(address: str, way: str) -> list[list[str]]:
    """The titles of each page, from this address on until there is no more."""
    pages = []
    while address:
        listing = books(address)
        pages.append(titles(listing))
        address = getattr(listing, way)
    return pages


@pytest.mark.parametrize("sort", ["model", "-model", "app_label", "-app_label"])
def test_every_row_is_on_one_page_and_no_row_on_two(sort):
    shelve(23)
    shelve(14, "plays")
    pages = walk(f"/books/?sort={sort}", "next_href")
    assert [len(page) for page in pages] == [10, 10, 10, 7]
    expected = ContentType.objects.filter(app_label__in=["poems", "plays"])
    sign = "-" if sort.startswith("-") else ""
    in_order = [book.model for book in expected.order_by(sort, f"{sign}pk")]
    assert [title for page in pages for title in page] == in_order


def test_going_back_shows_the_same_pages():
    shelve(25)
    forward = walk("/books/", "next_href")
    last = books(books(books().next_href).next_href)
    backward = [titles(last), *walk(last.previous_href, "previous_href")]
    assert backward[::-1] == forward


def test_a_new_row_moves_nothing_to_another_page():
    shelve(20)
    second = books().next_href
    before = titles(books(second))
    ContentType.objects.create(app_label="poems", model="a new title at the front")
    assert titles(books(second)) == before


def test_the_token_shows_nothing_of_the_row_and_is_the_same_twice():
    shelve(11)
    token = parse_qs(urlsplit(books().next_href).query)["after"][0]
    assert "title" not in token
    assert token == parse_qs(urlsplit(books().next_href).query)["after"][0]


@pytest.mark.parametrize("token", ["", "x", "made-up", "é", "A" * 400])
def test_a_token_that_was_made_up_shows_the_first_page(token):
    shelve(3)
    assert len(titles(books(f"/books/?after={token}"))) == 3


def test_a_token_of_one_sort_is_no_good_for_another():
    shelve(15)
    token = parse_qs(urlsplit(books().next_href).query)["after"][0]
    assert titles(books(f"/books/?sort=app_label&after={token}")) == titles(books("/books/?sort=app_label"))


@pytest.mark.parametrize("sort", ["pk", "-pk", "app_label__x", "password", "model'--", "-"])
def test_only_declared_sorts_are_sorted_by(sort):
    shelve(3)
    assert books(f"/books/?sort={sort}").order == Order("model")


@pytest.mark.parametrize(
    "value",
    [
        dt.datetime(2025, 1, 14, 14, 32, 5, 123456, tzinfo=dt.UTC),
        dt.date(2025, 1, 14),
        uuid.UUID("12345678123456781234567812345678"),
        7,
        "Łukasik",
    ],
)
def test_a_place_survives_its_token_to_the_microsecond(value):
    token = Mark(value, 1).token("test")
    written = value.isoformat() if hasattr(value, "isoformat") else value
    assert read_mark(token, "test") == Mark(str(written) if not isinstance(value, int) else value, 1)


def test_tokens_made_before_the_secret_changed_still_open(settings):
    token = Mark("x", 1).token("test")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret that is long enough to be one"
    assert read_mark(token, "test") == Mark("x", 1)


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(0, "No books"), (1, "1 book"), (12, "12 books"), (1000, "1,000 books"), (1003, "1,000+ books")],
)
def test_the_count_stops_at_a_thousand(count, sentence):
    shelve(count)
    assert books().count_sentence == sentence


def test_a_filter_narrows_and_its_chip_takes_it_off_again():
    shelve(3)
    shelve(2, "plays")
    listing = books("/books/?app_label=plays&sort=-model")
    (chip,) = listing.chips
    assert listing.count_sentence == "2 books"
    assert chip.text == "Shelf: Plays"
    assert books(chip.href).count_sentence == "5 books"
    assert "sort=-model" in chip.href


def test_sorting_and_filtering_begin_again_at_the_first_page():
    shelve(15)
    listing = books(books().next_href)
    assert all("after=" not in heading.href for heading in listing.headings)


def test_the_heading_sorted_by_says_so_and_turns_round():
    shelve(1)
    title, shelf, note = books().headings
    assert (title.direction, shelf.direction, note.direction) == ("ascending", "", "")
    assert (title.href, shelf.href, note.href) == ("/books/?sort=-model", "/books/?sort=app_label", "")


def test_an_empty_cell_says_none_recorded():
    shelve(1)
    assert books().rows[0][2].text == "None recorded"


@pytest.mark.parametrize("count", [2, 200])
def test_a_page_costs_two_queries(count, django_assert_num_queries):
    shelve(count)
    with django_assert_num_queries(2):
        markup = render_to_string("components/listing.html", {"listing": books()})
    assert "title 0001" in markup


def test_an_empty_list_says_so():
    markup = render_to_string("components/listing.html", {"listing": books()})
    assert "No books" in markup
    assert "None recorded" in markup


def test_moments_a_microsecond_apart_are_told_apart():
    class Visits(Listing):
        caption, one, many = "Visits", "visit", "visits"
        ordering, size = "-expire_date", 3
        columns = (Column("Key", lambda visit: visit.session_key),)

    begun = dt.datetime(2025, 1, 14, 14, 32, tzinfo=dt.UTC)
    Session.objects.bulk_create(
        Session(session_key=f"visit {number}", expire_date=begun + dt.timedelta(microseconds=number))
        for number in range(8)
    )
    address, seen = "/", []
    while address:
        visits = Visits(
            RequestFactory().get(address), Session.objects.filter(session_key__startswith="visit")
        )
        seen += [key.text for (key,) in visits.rows]
        address = visits.next_href
    assert seen == [f"visit {number}" for number in reversed(range(8))]


def test_a_sort_that_may_be_empty_is_a_mistake_of_ours():
    class Loose(Books):
        ordering = "last_login"
        filters = None

    with pytest.raises(ImproperlyConfigured, match="may be empty"):
        Loose(RequestFactory().get("/"), get_user_model().objects.all())


def test_an_annotation_may_be_sorted_by():
    class Shouted(Books):
        ordering = "shout"
        filters = None

    shelve(12)
    shelves = ContentType.objects.filter(app_label="poems").annotate(shout=Value("the same for all"))
    first = Shouted(RequestFactory().get("/"), shelves)
    second = Shouted(RequestFactory().get(first.next_href), shelves)
    assert len(titles(first)) == 10
    assert len(titles(second)) == 2
