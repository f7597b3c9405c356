"""Every source of the package passes every law; a source added as one file and one folder does so too."""

import shutil
from pathlib import Path

import pytest

from connectors.contract import Source
from connectors.registry import PACKAGE, load_registry
from tests.connectors.conformance import LAWS, Law
from tests.connectors.uploads import FIXTURES


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("source", [*load_registry()], ids=lambda source: source.key)
def test_a_source_of_the_package_keeps_the_law(source: Source, law: Law) -> None:
    law(source, FIXTURES / source.key)


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[Source, Path]:
    folder = tmp_path_factory.mktemp("sumber")
    shutil.copy(PACKAGE / "beas_perelek.py", folder / "beras_kampung.py")
    fixture = shutil.copytree(FIXTURES / "beas_perelek", folder / "fixtures" / "beras_kampung")
    return load_registry(folder)["beras_kampung"], Path(fixture)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_a_source_copied_under_a_new_name_keeps_the_law_with_no_other_change(
    added: tuple[Source, Path], law: Law
) -> None:
    source, fixture = added

    law(source, fixture)


def test_a_source_in_another_folder_stands_beside_those_of_the_package(tmp_path: Path) -> None:
    shutil.copy(PACKAGE / "apbn.py", tmp_path / "anggaran_lain.py")

    registry = load_registry(PACKAGE, tmp_path)

    assert [source.key for source in registry] == ["anggaran_lain", *(source.key for source in load_registry())]
