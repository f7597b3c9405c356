"""Simpul as a subgraph (Apollo Federation 2.9). What a gateway asks for by its key is loaded by the same loaders, and
under the same rights, as anywhere else in the schema.
"""

from asyncio import gather
from collections.abc import Mapping
from typing import Annotated

import strawberry
from graphql import GraphQLScalarType, is_specified_directive
from strawberry import argument, field
from strawberry.federation.schema import FederationAny

from hub.domain.errors import ErrorCode, Refused, refuse
from hub.domain.facts.need import NEEDS, NeedCode
from hub.domain.facts.situation import OfferingId
from hub.domain.partner import PartnerId
from hub.domain.region import parse_region_code
from schema.context import Info
from schema.facts import Need
from schema.ids import require_id
from schema.offerings import Offering
from schema.paging import MAX_PAGE
from schema.partners import Partner
from schema.regions import Region, find_region

_SUBGRAPH = "https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec"
_OF_DIRECTIVES = ("_FieldSet", "link__Import", "link__Purpose")


def subgraph(schema: strawberry.Schema) -> strawberry.Schema:
    """The same schema, for clients: the directives of federation are applied in the printed SDL, which gateways read;
    no other client can use them or the types that only they use."""
    built = schema._schema
    built.directives = tuple(each for each in built.directives if is_specified_directive(each))
    for name in _OF_DIRECTIVES:
        del built.type_map[name]
    representation = built.type_map["_Any"]
    assert isinstance(representation, GraphQLScalarType)
    representation.description = "An entity as a gateway knows it: `__typename` and the fields of one of its keys."
    representation.specified_by_url = _SUBGRAPH
    return schema


Entity = Annotated[
    Need | Offering | Partner | Region,
    strawberry.union(name="_Entity", description="Everything that another subgraph may refer to by its key."),
]
Representations = Annotated[
    list[FederationAny], argument(description=f"The entities wanted, by their keys; at most {MAX_PAGE}.")
]


@strawberry.type(name="_Service", description="What a gateway must know to compose this subgraph with others.")
class Service:
    sdl: str = field(description="The schema with its federation directives.")


async def entities(info: Info, representations: list[FederationAny]) -> list[Entity | None]:
    """The entities in the order asked for, null for each that is absent or not the caller's to see. Refused when one
    is not a known type with its key."""
    if len(representations) > MAX_PAGE:
        given = len(representations)
        raise refuse(ErrorCode.BAD_INPUT, "page.bad_size", "representations", given=given, maximum=MAX_PAGE)
    # At the same time, so that the loaders ask for all of a kind in one go.
    return list(await gather(*(_entity(info, each, index) for index, each in enumerate(representations))))


async def _entity(info: Info, representation: object, index: int) -> Entity | None:
    known = representation if isinstance(representation, Mapping) else {}
    kind, path = str(known.get("__typename")), ("representations", index)
    name = "id" if kind in ("Offering", "Partner") else "code"
    key = known.get(name)
    if not isinstance(key, str):
        raise _unknown(representation, *path)
    match kind:
        case "Need":
            return Need.by_code(NeedCode(key)) if key in NEEDS else None
        case "Region":
            return await find_region(info, parse_region_code(key))
        case "Offering":
            offering = await info.context.loaders.offerings.load(OfferingId(require_id(key, kind, *path, name)))
            return None if offering is None else Offering.of(offering)
        case "Partner":
            partner = await info.context.loaders.partners.load(PartnerId(require_id(key, kind, *path, name)))
            return None if partner is None else Partner.of(partner)
        case _:
            raise _unknown(representation, *path)


def _unknown(representation: object, *path: str | int) -> Refused:
    return refuse(ErrorCode.BAD_INPUT, "entity.unknown", *path, given=str(representation)[:80])
