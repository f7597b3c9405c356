"""An empty hub filled with the demonstration catalogue."""

from hub.database.engine import Database
from hub.domain.access import PUBLIC_VIEWER
from hub.domain.offerings.catalogue import CatalogueFilter, CatalogueOrder
from hub.usecases.demonstration import load_demonstration
from hub.usecases.offerings import catalogue
from tests.builders import hub_on


async def test_an_empty_hub_is_filled_once(database: Database) -> None:
    hub = hub_on(database)

    assert await load_demonstration(hub)
    assert not await load_demonstration(hub)

    published = await catalogue(
        hub, PUBLIC_VIEWER, wanted=CatalogueFilter(), search=None, order=CatalogueOrder.TITLE, after=None, limit=50
    )
    assert {"PKH", "BPNT", "PIP", "PBI_JK", "ATENSI_YAPI"} <= {each.content.programme for each in published}
