"""A component says what it takes, and says so loudly when it is given something else."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError


COMPONENT = '{% params text colour="grey" %}{{ text }} in {{ colour }}'


def drawn(call: str, **given: object) -> str:
    engine = Engine(
        loaders=[("django.template.loaders.locmem.Loader", {"tag.html": COMPONENT})],
        builtins=["chrysalis.ui.templatetags.ui"],
    )
    return engine.from_string(f'{{% include "tag.html" with {call} only %}}').render(Context(given))


def test_what_is_not_given_has_its_default():
    assert drawn('text="Received"') == "Received in grey"


def test_what_is_given_replaces_the_default():
    assert drawn('text="Received" colour=tone', tone="teal") == "Received in teal"


def test_what_is_needed_must_be_given():
    with pytest.raises(TemplateSyntaxError, match=r"tag\.html needs: text"):
        drawn('colour="teal"')


def test_a_name_that_it_does_not_take_is_a_mistake():
    with pytest.raises(TemplateSyntaxError, match=r"tag\.html does not take: color"):
        drawn('text="Received" color="teal"')
