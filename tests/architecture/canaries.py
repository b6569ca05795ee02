"""Canaries: words that mean nothing, each naming the place it was put, to be listened for everywhere."""

import re
from collections.abc import Collection, Iterator

from django.apps import apps
from django.db import models

from chrysalis.access.barriers import Side
from chrysalis.access.walls import our_models
from tests.architecture.makers import Maker


MARK = "zqxjvk"  # six letters: by chance alone, in no token of ten million
SONG = re.compile(rf"{MARK}([a-z]+?)ends", re.IGNORECASE)
DATES = {"date_of_birth", "since"}  # as much of one as is known: letters, but no words
ANY = re.compile(MARK.encode(), re.IGNORECASE)


def canary(whose: str, name: str) -> str:
    """Letters alone, so that it survives every tidying of names and numbers, and short."""
    return f"{MARK.capitalize()}{_letters(whose)[:20]}x{_letters(name)[:20]}ends"


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def heard_in(text: bytes) -> set[str]:
    """Where the canaries in a text were put: "near familyname". What is cut short counts as unknown."""
    found = SONG.findall(text.decode(errors="replace"))
    cut = ["cut short"] if len(ANY.findall(text)) > len(found) else []
    return {name.lower().replace("x", " ", 1) for name in [*found, *cut]}


def plant_on_the_safety_side(maker: Maker, *, besides: Collection[type[models.Model]] = ()) -> None:
    """Every column of the safety side that holds words gets a canary, whatever else was in it."""
    for model in safety_models():
        if model in besides:
            continue
        if not model._base_manager.exists():
            maker.make(model)
        for field in words_of(model):
            if field.name in DATES:
                continue
            text = canary("safety", f"{model._meta.model_name}{field.name}")
            bare = model._base_manager.exclude(**{f"{field.name}__icontains": MARK})
            bare.update(**{field.name: text[: field.max_length]})


def safety_models() -> list[type[models.Model]]:
    return [model for model in our_models() if model.Privacy.side is Side.SAFETY and not _is_log(model)]


def _is_log(model: type[models.Model]) -> bool:
    return model._meta.app_label == "audit"  # keys and words of a fixed list: nothing that anybody typed


def words_of(model: type[models.Model]) -> Iterator[models.Field]:
    """The columns of a model that hold what somebody typed."""
    for field in model._meta.concrete_fields:
        typed = isinstance(field, models.CharField | models.TextField) and not isinstance(
            field, models.SlugField
        )
        if typed and not field.choices and not field.unique and not field.primary_key:
            yield field


def silent() -> Iterator[str]:
    """The columns of case data in which no canary sits, in any row."""
    for model in apps.get_models():
        if model not in our_models() or model.Privacy.side is Side.NEITHER or _is_log(model):
            continue
        for field in words_of(model):
            if not model._base_manager.filter(**{f"{field.name}__icontains": MARK}).exists():
                yield f"{model._meta.label}.{field.name}"
