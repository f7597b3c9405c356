"""The one walk over a rule's tree leaves nothing of it out."""

from dataclasses import fields
from typing import get_args

from hypothesis import given

from hub.domain.rules.criterion import Node, children, walk
from hub.domain.rules.criterion_json import read_rule, write_rule
from tests.domain.strategies import family_rules, member_rules

NODES = get_args(Node)


def _held(node: Node) -> list[Node]:
    """What the fields of a node hold, whatever they are called."""
    values = [getattr(node, field.name) for field in fields(node)]
    return [
        each for value in values for each in (value if isinstance(value, tuple) else [value]) if isinstance(each, NODES)
    ]


@given(family_rules | member_rules)
def test_every_node_is_met_once_from_the_top_down(written: object) -> None:
    node = read_rule(written).node

    met = list(walk(node))

    assert met[0] is node
    assert all(list(children(each)) == _held(each) for each in met)
    assert len(met) == 1 + sum(len(_held(each)) for each in met)
    assert str(write_rule(read_rule(written))).count("'fact':") == sum(hasattr(each, "fact") for each in met)
