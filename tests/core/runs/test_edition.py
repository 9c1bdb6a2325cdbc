"""What names a version of the project: every change that could change a number, and no other."""

from pathlib import Path

from core.runs import edition as editions
from core.runs.folder import Folder
from tests.serving import ROOT


def raising(failure):
    def call(*_):
        raise failure

    return call


def test_an_edition_is_its_sources_and_its_versions(tmp_path):
    def tree(name: str, **changes: str) -> Path:
        core = tmp_path / name
        files = {
            "measures/accuracy.py": "1",
            "datasets/files/rows.csv": "2",
            "recordings.py": "3",
            "ui/page.py": "4",
            "training/__pycache__/one.pyc": "5",
        }
        for path, text in {**files, **changes}.items():
            (core / path).parent.mkdir(parents=True, exist_ok=True)
            (core / path).write_text(text, encoding="utf-8")
        return core

    known = editions.edition_of(tree("known"), ["3.15.1", "2.20"])
    assert len(known) == 12
    assert set(known) <= set("0123456789abcdef")
    elsewhere = tree("b", **{"ui/page.py": "changed", "training/__pycache__/one.pyc": "changed"})
    assert editions.edition_of(elsewhere, ["3.15.1", "2.20"]) == known
    others = [
        editions.edition_of(tree("known"), ["3.15.2", "2.20"]),
        editions.edition_of(tree("c", **{"measures/accuracy.py": "changed"}), ["3.15.1", "2.20"]),
        editions.edition_of(tree("d", **{"datasets/files/rows.csv": "changed"}), ["3.15.1", "2.20"]),
        editions.edition_of(tree("e", **{"recordings.py": "changed"}), ["3.15.1", "2.20"]),
        editions.edition_of(tree("f", **{"training/new.py": ""}), ["3.15.1", "2.20"]),
    ]
    assert len({known, *others}) == 6


def test_this_edition_is_of_the_files_that_are_here(monkeypatch):
    asked = []
    monkeypatch.setattr(editions.metadata, "version", lambda name: asked.append(name) or "1")
    core = ROOT / "core"
    assert editions.edition.__wrapped__() == editions.edition_of(core, ["1", "1", "1"])
    assert asked == ["keras", "tensorflow", "numpy"]
    for name in editions.SOURCES:
        assert (core / name).exists()
    absent = editions.metadata.PackageNotFoundError("tensorflow")
    monkeypatch.setattr(editions.metadata, "version", raising(absent))
    assert editions.edition.__wrapped__() == editions.edition_of(core, ["", "", ""])
    assert Folder(Path("runs"), 1).edition == editions.edition()


def test_the_first_of_several_packages_that_is_installed_tells_its_version(monkeypatch):
    installed = {"tensorflow-cpu": "2.20.0"}

    def told(name):
        if name not in installed:
            raise editions.metadata.PackageNotFoundError(name)
        return installed[name]

    monkeypatch.setattr(editions.metadata, "version", told)
    assert editions.version("tensorflow", "tensorflow-cpu") == "2.20.0"
    assert editions.version("tensorflow") == ""


def test_files_count_the_same_however_their_lines_end(tmp_path):
    (tmp_path / "a.py").write_bytes(b"one\ntwo\n")
    unix = editions.digest_of(tmp_path, [tmp_path / "a.py"])
    (tmp_path / "a.py").write_bytes(b"one\r\ntwo\r\n")
    assert editions.digest_of(tmp_path, [tmp_path / "a.py"]) == unix
    (tmp_path / "a.py").write_bytes(b"one two\n")
    assert editions.digest_of(tmp_path, [tmp_path / "a.py"]) != unix
