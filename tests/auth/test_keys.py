"""The hub's own secrets: made once, kept to their owner, and good for one purpose each."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import ECKey, OKPKey, RSAKey

from hub.auth.keys import seal, signing_key
from hub.auth.seal import Seal
from hub.domain.errors import Misconfigured


def test_keys_are_made_once_and_only_their_owner_may_read_them(tmp_path: Path) -> None:
    folder = tmp_path / "keys"

    first, again = signing_key(folder), signing_key(folder)
    sealed = seal(folder).seal("cursor", b"x")

    assert first.kid == again.kid == first.thumbprint()
    assert seal(folder).open("cursor", sealed) == b"x"
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 2


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    signing_key(tmp_path)
    (tmp_path / "token-key.pem").chmod(0o640)

    with pytest.raises(Misconfigured) as refused:
        signing_key(tmp_path)

    assert refused.value.problems[0].message.key == "keys.readable_by_others"


@pytest.mark.parametrize(
    "kind",
    [
        ECKey.generate_key("P-384"),
        ECKey.import_key(ECKey.generate_key("P-256").as_pem(private=False)),
        OKPKey.generate_key("Ed25519"),
        RSAKey.generate_key(2048),
    ],
    ids=["another curve", "a public key", "another family", "RSA"],
)
def test_a_key_that_cannot_sign_for_the_hub_is_refused_at_the_start(tmp_path: Path, kind: ECKey) -> None:
    file = tmp_path / "token-key.pem"
    file.write_bytes(kind.as_pem(private=kind.is_private))
    file.chmod(0o600)

    with pytest.raises(Misconfigured) as refused:
        signing_key(tmp_path)

    assert refused.value.problems[0].message.key == "keys.unreadable"


def test_a_seal_of_another_length_is_refused(tmp_path: Path) -> None:
    seal(tmp_path)
    (tmp_path / "seal.key").write_bytes(b"short")

    with pytest.raises(Misconfigured) as refused:
        seal(tmp_path)

    assert refused.value.problems[0].message.key == "keys.unreadable"


def test_a_folder_that_is_none_is_one_clear_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(Misconfigured) as refused:
        signing_key(tmp_path / "file" / "keys")

    assert refused.value.problems[0].message.key == "keys.unusable"


def test_hubs_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as hubs:
        keys = list(hubs.map(lambda _: signing_key(tmp_path).kid, range(8)))

    assert len(set(keys)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["token-key.pem"]


def test_a_damaged_key_is_refused_and_not_replaced(tmp_path: Path) -> None:
    signing_key(tmp_path)
    (tmp_path / "token-key.pem").write_bytes(b"not a key")

    with pytest.raises(Misconfigured):
        signing_key(tmp_path)

    assert (tmp_path / "token-key.pem").read_bytes() == b"not a key"


@given(st.binary(max_size=200))
def test_what_is_sealed_opens_for_its_purpose_alone(payload: bytes) -> None:
    one = Seal(b"k" * 32)
    text = one.seal("cursor", payload)

    assert one.open("cursor", text) == payload
    assert one.open("other", text) is None
    assert Seal(b"j" * 32).open("cursor", text) is None


@pytest.mark.parametrize("spelling", ["{}=", "{}!", "!{}", "{}\n", " {}"])
def test_what_is_sealed_has_one_spelling(spelling: str) -> None:
    one = Seal(b"k" * 32)

    assert one.open("cursor", spelling.format(one.seal("cursor", b"place"))) is None


@given(position=st.integers(min_value=0), bit=st.integers(0, 6))
def test_any_bit_flipped_spoils_what_is_sealed(position: int, bit: int) -> None:
    good = Seal(b"k" * 32).seal("cursor", b"after this one").encode()
    place = position % len(good)
    spoilt = good[:place] + bytes([good[place] ^ (1 << bit)]) + good[place + 1 :]

    assert Seal(b"k" * 32).open("cursor", spoilt.decode()) is None


@given(st.text(max_size=60))
def test_what_was_never_sealed_does_not_open(text: str) -> None:
    assert Seal(b"k" * 32).open("cursor", text) is None
