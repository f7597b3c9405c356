"""Who may do what: in its own region, for itself, and never beyond."""

from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hub.domain.access import (
    PUBLIC_VIEWER,
    Role,
    Viewer,
    parse_subject,
    reach_of,
    require_can_publish_for,
    require_can_register_neighbourhood,
    require_can_register_partner,
    require_can_verify_partner,
)
from hub.domain.errors import ErrorCode, Refused
from hub.domain.partner import PartnerId
from hub.domain.region import NATION, RegionCode, within

_MINE, _OTHER = PartnerId(UUID(int=1)), PartnerId(UUID(int=2))
_BANDUNG, _JAKARTA = RegionCode("32.73"), RegionCode("31.71")
_regions = st.sampled_from([RegionCode(c) for c in ("00", "31", "31.71", "32", "32.73", "32.73.02.1004")])
_viewers = st.one_of(
    st.just(PUBLIC_VIEWER),
    st.builds(Viewer, actor=st.just("a"), role=st.sampled_from([Role.DESK, Role.SUPERVISOR]), region=_regions),
    st.builds(Viewer, actor=st.just("p"), role=st.just(Role.PARTNER), partner=st.just(_MINE)),
    st.just(Viewer(actor="admin", role=Role.ADMINISTRATOR)),
)


_Act = Callable[[Viewer, RegionCode], None]
_ACTS: tuple[_Act, ...] = (
    require_can_register_partner,
    require_can_register_neighbourhood,
    lambda viewer, region: require_can_verify_partner(viewer, _OTHER, region),
    lambda viewer, region: require_can_publish_for(viewer, _OTHER, region),
)


def _code(act: Callable[[], None]) -> ErrorCode | None:
    try:
        act()
    except Refused as refused:
        return refused.problems[0].code
    return None


def test_a_partner_publishes_for_itself_and_does_not_find_the_others() -> None:
    partner = Viewer(actor="p", role=Role.PARTNER, partner=_MINE)

    assert _code(lambda: require_can_publish_for(partner, _MINE, _BANDUNG)) is None
    assert _code(lambda: require_can_publish_for(partner, _OTHER, _BANDUNG)) is ErrorCode.NOT_FOUND


def test_a_supervisor_publishes_registers_and_verifies_in_its_region_alone() -> None:
    supervisor = Viewer(actor="s", role=Role.SUPERVISOR, region=_BANDUNG)

    inside = RegionCode("32.73.02.1004")
    assert _code(lambda: require_can_publish_for(supervisor, _MINE, inside)) is None
    assert _code(lambda: require_can_register_partner(supervisor, inside)) is None
    assert _code(lambda: require_can_verify_partner(supervisor, _MINE, inside)) is None
    assert _code(lambda: require_can_publish_for(supervisor, _MINE, _JAKARTA)) is ErrorCode.FORBIDDEN
    assert _code(lambda: require_can_register_partner(supervisor, _JAKARTA)) is ErrorCode.FORBIDDEN
    assert _code(lambda: require_can_verify_partner(supervisor, _MINE, _JAKARTA)) is ErrorCode.FORBIDDEN


def test_nobody_verifies_itself() -> None:
    partner = Viewer(actor="p", role=Role.PARTNER, partner=_MINE)

    assert _code(lambda: require_can_verify_partner(partner, _MINE, _BANDUNG)) is ErrorCode.FORBIDDEN
    at_the_service = Viewer(actor="s", role=Role.SUPERVISOR, partner=_MINE, region=_BANDUNG)
    assert _code(lambda: require_can_verify_partner(at_the_service, _MINE, _BANDUNG)) is ErrorCode.FORBIDDEN
    assert _code(lambda: require_can_verify_partner(at_the_service, _OTHER, _BANDUNG)) is None


def test_the_public_is_asked_to_sign_in() -> None:
    for act in _ACTS:
        assert _code(lambda act=act: act(PUBLIC_VIEWER, _BANDUNG)) is ErrorCode.UNAUTHENTICATED  # type: ignore[misc]


def test_rows_are_reached_by_region_and_by_staff_alone() -> None:
    assert reach_of(PUBLIC_VIEWER) is None
    assert reach_of(Viewer(actor="p", role=Role.PARTNER, partner=_MINE)) is None
    assert reach_of(Viewer(actor="s", role=Role.SUPERVISOR, region=_BANDUNG)) == _BANDUNG
    assert reach_of(Viewer(actor="admin", role=Role.ADMINISTRATOR)) == NATION


def test_a_desk_records_the_neighbourhoods_of_its_own_village() -> None:
    desk = Viewer(actor="d", role=Role.DESK, region=RegionCode("32.73.02.1004"))

    assert _code(lambda: require_can_register_neighbourhood(desk, RegionCode("32.73.02.1004"))) is None
    assert _code(lambda: require_can_register_neighbourhood(desk, RegionCode("32.73.12.1006"))) is ErrorCode.FORBIDDEN
    partner_there = Viewer(actor="p", role=Role.PARTNER, partner=_MINE, region=RegionCode("32.73.02.1004"))
    assert (
        _code(lambda: require_can_register_neighbourhood(partner_there, RegionCode("32.73.02.1004")))
        is ErrorCode.FORBIDDEN
    )


@given(viewer=_viewers, act=st.sampled_from(_ACTS), region=_regions)
def test_no_viewer_acts_on_others_outside_its_region(viewer: Viewer, act: _Act, region: RegionCode) -> None:
    if viewer.role is not Role.ADMINISTRATOR and _code(lambda: act(viewer, region)) is None:
        assert viewer.region is not None
        assert within(region, viewer.region)


@given(act=st.sampled_from(_ACTS), region=_regions, smaller=_regions, place=_regions)
def test_a_smaller_region_never_gives_more(
    act: _Act, region: RegionCode, smaller: RegionCode, place: RegionCode
) -> None:
    assume(within(smaller, region))
    wide = Viewer(actor="s", role=Role.SUPERVISOR, region=region)
    narrow = Viewer(actor="s", role=Role.SUPERVISOR, region=smaller)

    assert _code(lambda: act(wide, place)) is None or _code(lambda: act(narrow, place)) is not None


def test_a_partner_spelt_otherwise_is_the_same_subject() -> None:
    spelt = parse_subject("partner:{00000000000000000000000000000001}")

    assert spelt == parse_subject(f"partner:{UUID(int=1)}")


def test_the_subjects_of_a_token_are_read_strictly() -> None:
    assert parse_subject("desk:32.73.02.1004").role is Role.DESK
    assert parse_subject("supervisor:32.73").region == "32.73"
    assert parse_subject(f"partner:{UUID(int=1)}").partner == _MINE
    assert parse_subject("admin").role is Role.ADMINISTRATOR
    for text in ("", "desk", "desk:", "desk:32.73", "partner:x", "supervisor:abc", "admin:32", "root", "admin "):
        with pytest.raises(Refused):
            parse_subject(text)
