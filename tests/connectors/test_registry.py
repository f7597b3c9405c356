"""A source is found because it is there, and nothing goes missing silently."""

import shutil
from pathlib import Path

import pytest

from connectors.registry import PACKAGE, load_registry
from hub.domain.errors import ErrorCode, Misconfigured, Refused


def _problem(*folders: Path) -> tuple[str, dict[str, object]]:
    with pytest.raises(Misconfigured) as raised:
        load_registry(*folders)
    (problem,) = raised.value.problems
    return problem.message.key, dict(problem.message.parameters)


def test_every_module_of_the_package_is_a_source_in_the_order_of_their_keys() -> None:
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "contract", "registry"}

    assert {"apbn", "beas_perelek"} <= modules
    assert [source.key for source in load_registry()] == sorted(modules)


def test_an_unknown_key_is_refused_with_the_nearest_and_all_there_are() -> None:
    with pytest.raises(Refused) as raised:
        load_registry()["beas_perelak"]

    (problem,) = raised.value.problems
    assert problem.code is ErrorCode.UNKNOWN_SOURCE
    assert problem.message.parameters == {
        "given": "beas_perelak",
        "nearest": "beas_perelek",
        "known": tuple(source.key for source in load_registry()),
    }


def test_membership_is_asked_by_key() -> None:
    assert "apbn" in load_registry()
    assert "anggaran_lain" not in load_registry()


def test_a_module_that_declares_no_source_stops_the_hub(tmp_path: Path) -> None:
    (tmp_path / "diam.py").write_text("KEY = 'diam'\n")

    assert _problem(tmp_path) == ("source.silent", {"module": "diam"})


def test_a_broken_import_stops_the_hub_and_keeps_its_cause(tmp_path: Path) -> None:
    (tmp_path / "rusak.py").write_text("import connectors.nothing_of_this_name\n")

    key, parameters = _problem(tmp_path)

    assert (key, parameters["module"]) == ("source.broken_import", "rusak")
    assert "nothing_of_this_name" in str(parameters["error"])


def test_a_syntax_error_stops_the_hub(tmp_path: Path) -> None:
    (tmp_path / "rusak.py").write_text("SOURCE =\n")

    assert _problem(tmp_path)[0] == "source.broken_import"


def test_a_source_is_known_by_the_name_of_its_file_whatever_it_says_itself(tmp_path: Path) -> None:
    text = (PACKAGE / "apbn.py").read_text()
    (tmp_path / "anggaran_lain.py").write_text(text.replace("SOURCE = Source(", 'SOURCE = Source(\n    key="apbn",'))

    (source,) = load_registry(tmp_path)

    assert source.key == "anggaran_lain"


def test_two_sources_with_one_key_stop_the_hub_and_both_are_named(tmp_path: Path) -> None:
    shutil.copy(PACKAGE / "apbn.py", tmp_path / "apbn.py")

    key, parameters = _problem(PACKAGE, tmp_path)

    assert key == "source.repeated"
    assert parameters == {"module": str(tmp_path / "apbn"), "other": str(PACKAGE / "apbn")}
