"""Files of finished runs: whole or not there, within their bytes, and nobody else's."""

import logging
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core import recordings
from core.experiment import Comparison, Experiment
from core.measures.snapshot import ComparisonSnapshot
from core.recordings import Recording
from core.runs import folder as folders
from core.runs.folder import Folder
from tests import shipped
from tests.core.runs.kept import a_large_run, a_run, number_of, same

ROOT = Path(__file__).parents[3]
LARGE = 10**9


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "made" / "with the first run", LARGE)


def names(folder: Folder) -> list[str]:
    return sorted(path.name for path in folder.path.iterdir())


def nbytes(path: Path) -> int:
    """Bytes of all files in a folder; what another process removes meanwhile counts nothing."""
    total = 0
    for each in path.iterdir():
        try:
            total += each.stat().st_size
        except FileNotFoundError:
            continue
    return total


def age(path: Path, seconds: float) -> None:
    """Have a file last used so many seconds ago."""
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_every_shipped_recording_comes_back_equal_in_every_field(folder, monkeypatch, tmp_path):
    """Experiments, comparisons, repeats, scripts, several labels and documents, all really trained."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    kinds = set()
    for name in shipped.RECORDED:
        recording = shipped.load(name)
        folder.write(recording)
        assert same(folder.read(recording.order), recording), name
        kinds.add(type(recording.order).__name__)
    assert kinds == {"Experiment", "Comparison", "Script"}
    assert list((tmp_path / "temporary").iterdir()) == []
    assert all(name.endswith(".npz") for name in names(folder))


def test_the_last_snapshot_keeps_all_its_predictions(folder):
    run = a_large_run(seed=1, number=5)
    folder.write(run)
    found = folder.read(run.order)
    assert same(found, run)
    assert [len(each.predictions) for each in found.snapshots] == [3, 3, 5000]


def test_what_is_not_there_is_not_found(folder):
    assert folder.read(Experiment()) is None
    folder.write(a_run(seed=1))
    assert folder.read(Experiment(epochs=1, seed=2)) is None
    assert number_of(folder.read(Experiment(epochs=1, seed=1))) == 0


def test_a_run_takes_the_place_of_an_earlier_one(folder):
    folder.write(a_run(seed=1, number=1))
    folder.write(a_run(seed=1, number=2))
    assert number_of(folder.read(a_run(seed=1).order)) == 2
    assert len(names(folder)) == 1


def test_whoever_asks_reads_it_with_their_own_choices_and_names(folder):
    run = a_run(seed=1)
    folder.write(run)
    otherwise = replace(run.order, metric="categorical_accuracy", keras="2.1.6")
    assert folder.read(otherwise).order == otherwise

    one, two = a_run(seed=1, number=1), a_run(seed=2, number=2)
    moments = tuple(
        ComparisonSnapshot({"one": first, "two": second})
        for first, second in zip(one.snapshots, two.snapshots, strict=True)
    )
    both = replace(one, order=Comparison({"one": one.order, "two": two.order}), snapshots=moments)
    folder.write(both)
    renamed = folder.read(Comparison({"this": one.order, "that": two.order}))
    assert list(renamed.order.members) == ["this", "that"]
    assert [each.member("that").loss for each in renamed.snapshots] == [2, 2, 2]
    assert same(folder.read(both.order), both)


def test_a_comparison_of_one_is_not_taken_for_its_experiment(folder):
    run = a_run(seed=1)
    alone = Comparison({"one": run.order})
    assert alone.training_key == run.order.training_key
    moments = tuple(ComparisonSnapshot({"one": each}) for each in run.snapshots)
    folder.write(replace(run, order=alone, snapshots=moments))
    assert folder.read(run.order) is None
    folder.write(run)
    assert same(folder.read(run.order), run)
    assert folder.read(alone).order == alone


def pickled(path: Path, run: Recording) -> None:
    with path.open("wb") as file:
        np.savez_compressed(file, told=np.array([{"order": {}}], dtype=object))


def with_other_words(path: Path, run: Recording, **words) -> None:
    """The run's file, but for some of what it says in JSON."""
    recordings.write(path, run, whole=True)
    with np.load(path) as archive:
        arrays = {name: archive[name] for name in archive.files}
    told = recordings.json.loads(str(arrays.pop("told"))) | words
    with path.open("wb") as file:
        np.savez_compressed(file, told=np.array(recordings.json.dumps(told)), **arrays)


def test_what_is_no_run_is_removed_and_said_in_one_line(folder, caplog, monkeypatch):
    run = a_large_run(seed=1)
    folder.write(run)
    path = folder.file(run.order)
    whole = path.read_bytes()
    monkeypatch.setattr(folders, "MOST_BYTES", 2 * len(whole))
    half = len(whole) // 2
    wrong = {
        "empty": lambda: path.write_bytes(b""),
        "foreign": lambda: path.write_bytes(b"Dear diary,\n" * 100),
        "torn": lambda: path.write_bytes(whole[:half]),
        "begun only": lambda: path.write_bytes(whole[:4]),
        "a flipped bit": lambda: path.write_bytes(
            whole[:half] + bytes([whole[half] ^ 1]) + whole[half + 1 :]
        ),
        "too large": lambda: path.write_bytes(whole * 3),
        "too large, unpacked": lambda: np.savez_compressed(path, told=np.zeros(len(whole))),
        "an array alone": lambda: np.save(path.open("wb"), np.zeros(3)),
        "other arrays": lambda: np.savez(path, a=np.zeros(3)),
        "not JSON": lambda: np.savez(path, told=np.array("{")),
        "pickled": lambda: pickled(path, run),
        "another order's": lambda: recordings.write(path, a_run(seed=2), whole=True),
        "a shipped recording": lambda: recordings.write(path, run),
        "what ran was another order": lambda: with_other_words(path, run, ran="another"),
        "a future format": lambda: with_other_words(path, run, format=2),
        "a future device": lambda: with_other_words(path, run, device={"kind": "QPU"}),
    }
    for name, spoil in wrong.items():
        spoil()
        caplog.clear()
        assert folder.read(run.order) is None, name
        assert not path.exists(), name
        (record,) = caplog.records
        assert (record.levelno, record.exc_info) == (logging.WARNING, None), name
        assert "\n" not in record.getMessage(), name
        assert f"{path.name} is no run, and was removed: " in record.getMessage(), name
    path.write_bytes(whole)
    assert same(folder.read(run.order), run)
    assert len(names(folder)) == 1


def test_what_a_file_says_that_it_trained_is_never_looked_into(folder):
    """Else it could have us read any file of this machine, as a script's."""
    run = a_run(seed=1)
    folder.write(run)
    path = folder.file(run.order)
    script = {"script": "../../../dev/zero", "settings": {"A": 1}, "kept": []}
    with_other_words(path, run, order=script)
    assert same(folder.read(run.order), run)


def test_what_is_no_file_has_nobody_wait(folder, caplog):
    """Of a pipe whose other end nobody holds, `open` would not return."""
    run = a_run(seed=1)
    path = folder.file(run.order)
    path.mkdir(parents=True)
    assert folder.read(run.order) is None
    path.rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)
        assert folder.read(run.order) is None
    folder.write(run)
    assert same(folder.read(run.order), run)
    assert not caplog.records


def test_a_disk_or_a_machine_that_fails_costs_no_file(folder, monkeypatch, caplog):
    run = a_run(seed=1)
    folder.write(run)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", raising(OSError(116, "stale")))
        with pytest.raises(OSError, match="stale"):
            folder.read(run.order)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", raising(FileNotFoundError(2, "gone")))
        assert folder.read(run.order) is None
    with monkeypatch.context() as patch:
        patch.setattr(recordings, "read", raising(MemoryError()))
        with pytest.raises(MemoryError):
            folder.read(run.order)
    assert same(folder.read(run.order), run)
    assert not caplog.records


def raising(failure: BaseException):
    def fails(*_arguments, **_options):
        raise failure

    return fails


def test_the_least_recently_used_makes_room(tmp_path, monkeypatch):
    roomy = Folder(tmp_path, LARGE)
    runs = [a_run(seed=seed) for seed in range(5)]
    for place, run in enumerate(runs[:4]):
        roomy.write(run)
        age(roomy.file(run.order), 1000 - 100 * place)
    size = nbytes(tmp_path) // 4
    assert roomy.read(runs[0].order)  # a use: it is the last to go
    folder = Folder(tmp_path, 3 * size + 50)
    assert folder.file(runs[0].order) == roomy.file(runs[0].order)
    folder.write(runs[4])
    left = [bool(folder.read(run.order)) for run in runs]
    assert left == [True, False, False, True, True]
    assert nbytes(tmp_path) <= folder.limit_bytes


def test_the_bound_is_met_to_the_byte(tmp_path):
    runs = [a_run(seed=seed) for seed in range(3)]
    for run in runs[:2]:
        Folder(tmp_path, LARGE).write(run)
    exactly = nbytes(tmp_path)
    Folder(tmp_path, exactly).write(runs[1])
    assert nbytes(tmp_path) == exactly
    assert Folder(tmp_path, exactly)._shrink(tmp_path)
    Folder(tmp_path, exactly - 1).write(runs[1])
    assert Folder(tmp_path, LARGE).read(runs[0].order) is None
    assert same(Folder(tmp_path, LARGE).read(runs[1].order), runs[1])


def test_the_newest_is_never_removed_though_it_looks_the_oldest(tmp_path, monkeypatch):
    """As where another machine's clock is fast."""
    runs = [a_run(seed=seed) for seed in range(2)]
    folder = Folder(tmp_path, LARGE)
    folder.write(runs[0])
    age(folder.file(runs[0].order), -1000)
    size = nbytes(tmp_path)
    small = Folder(tmp_path, size + 20)
    small.write(runs[1])
    assert same(small.read(runs[1].order), runs[1])
    assert small.read(runs[0].order) is None


def test_a_run_that_is_larger_than_the_folder_may_be_is_not_kept(tmp_path, monkeypatch):
    small, large = a_run(seed=1), a_large_run(seed=2)
    Folder(tmp_path, LARGE).write(small)
    folder = Folder(tmp_path, 50_000)
    with pytest.raises(ValueError, match="larger than the folder may be"):
        folder.write(large)
    assert same(folder.read(small.order), small)
    assert len(names(folder)) == 1
    exactly = nbytes(tmp_path)
    Folder(tmp_path, exactly).write(small)
    assert same(Folder(tmp_path, exactly).read(small.order), small)


def test_a_file_that_would_fill_the_memory_is_no_run(tmp_path, monkeypatch):
    run = a_run(seed=1)
    folder = Folder(tmp_path, LARGE)
    folder.write(run)
    with zipfile.ZipFile(folder.file(run.order)) as archive:
        unpacked = sum(each.file_size for each in archive.infolist())
    assert unpacked > nbytes(tmp_path)
    assert folders.MOST_BYTES == 256 * 2**20
    monkeypatch.setattr(folders, "MOST_BYTES", unpacked)
    assert same(folder.read(run.order), run)
    monkeypatch.setattr(folders, "MOST_BYTES", unpacked - 1)
    assert folder.read(run.order) is None


def test_two_editions_never_read_each_other_and_share_one_bound(tmp_path, monkeypatch):
    run = a_run(seed=1, number=1)
    before, after = (Folder(tmp_path, LARGE) for _edition in range(2))
    before.edition, after.edition = "0" * 12, "1" * 12
    before.write(run)
    assert after.read(run.order) is None
    after.write(a_run(seed=1, number=2))
    assert number_of(before.read(run.order)) == 1
    assert number_of(after.read(run.order)) == 2
    age(before.file(run.order), 100)
    after.limit_bytes = nbytes(tmp_path) - 1
    after.write(a_run(seed=1, number=3))
    assert before.read(run.order) is None
    assert number_of(after.read(run.order)) == 3


def test_foreign_files_are_left_alone_and_count_nothing(tmp_path):
    folder = Folder(tmp_path, LARGE)
    for run in (a_run(seed=1), a_run(seed=2)):
        folder.write(run)
    ours = nbytes(tmp_path)
    name = folder.file(a_run(seed=1).order).name
    foreign = [
        "thesis.npz",
        "which-accuracy.txt",
        name + ".bak",
        "my " + name,
        name.replace(".npz", ".part"),
        name.replace(".npz", ".npz.part"),
    ]
    for each in foreign:
        (tmp_path / each).write_bytes(b"x" * 10_000)
        age(tmp_path / each, 10**6)
    kept_apart = tmp_path / name.replace(name[-10:-4], "0" * 6)
    kept_apart.mkdir()  # one of our names, but no file
    if sys.platform != "win32":  # which lets administrators alone make links
        kept_apart.rmdir()
        kept_apart.symlink_to(tmp_path / "thesis.npz")
    folder.limit_bytes = ours
    folder.write(a_run(seed=2))
    assert len(names(folder)) == 2 + len(foreign) + 1
    folder.limit_bytes = ours - 1
    folder.write(a_run(seed=2))
    assert set(names(folder)) == {*foreign, kept_apart.name, folder.file(a_run(seed=2).order).name}


def test_what_dead_writers_began_is_removed_after_an_hour_and_counts_until_then(tmp_path):
    folder = Folder(tmp_path, LARGE)
    first, second = a_run(seed=1), a_run(seed=2)
    folder.write(first)
    size = nbytes(tmp_path)
    stem = folder.file(first.order).stem
    dead, living = (tmp_path / f"{stem}.{digit * 32}.part" for digit in "ab")
    for part, seconds in ((dead, 3660), (living, 3540)):
        part.write_bytes(b"x" * size)
        age(part, seconds)
    folder.write(second)
    assert not dead.exists()
    assert living.exists()
    folder.limit_bytes = 3 * size - 50  # two runs, but not with the other's half
    folder.write(second)
    assert folder.read(first.order) is None
    assert same(folder.read(second.order), second)
    assert living.exists()


def test_what_others_use_or_remove_meanwhile_is_no_failure(tmp_path, monkeypatch):
    folder = Folder(tmp_path, LARGE)
    runs = [a_run(seed=seed) for seed in range(4)]
    for place, run in enumerate(runs[:3]):
        folder.write(run)
        age(folder.file(run.order), 300 - 100 * place)
    folder.limit_bytes = nbytes(tmp_path) + 50
    remove, removed = folders._remove, []

    def as_others_do(path, seen):
        """Before the first goes, another process uses it; the second goes before we come to it."""
        removed.append(path)
        if len(removed) == 1:
            os.utime(path)
        elif len(removed) == 2:
            path.unlink()
        return remove(path, seen)

    monkeypatch.setattr(folders, "_remove", as_others_do)
    folder.write(runs[3])
    assert removed == [folder.file(run.order) for run in runs[:2]]
    assert [bool(folder.read(run.order)) for run in runs] == [True, False, True, True]


def test_room_is_made_again_where_it_was_not_enough(tmp_path, monkeypatch):
    folder = Folder(tmp_path, LARGE)
    runs = [a_run(seed=seed) for seed in range(3)]
    for place, run in enumerate(runs[:2]):
        folder.write(run)
        age(folder.file(run.order), 300 - 100 * place)
    folder.limit_bytes = nbytes(tmp_path) // 2 + 50
    remove, asked = folders._remove, []

    def busy(path, seen):
        asked.append(path)
        return len(asked) > 2 and remove(path, seen)

    monkeypatch.setattr(folders, "_remove", busy)
    folder.write(runs[2])
    assert len(names(folder)) == 1
    assert len(asked) == 4
    asked.clear()
    monkeypatch.setattr(folders, "_remove", lambda path, seen: asked.append(path))
    folder.write(runs[1])
    assert len(asked) == folders.SHRINKINGS == 3  # and then it lets go


def test_a_file_that_took_another_s_place_is_not_removed_for_it(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"torn")
    seen = path.stat()
    age(path, 50)
    assert not folders._remove(path, seen)
    path.write_bytes(b"whole")
    os.utime(path, ns=(seen.st_mtime_ns, seen.st_mtime_ns))
    assert not folders._remove(path, seen)
    assert folders._remove(path, path.stat())
    assert folders._remove(path, seen)  # gone already


FULL = {
    "at the start": (Path, "open"),
    "in the middle": (np, "savez_compressed"),
    "at the end": (os, "fsync"),
    "at the renaming": (os, "replace"),
}


@pytest.mark.parametrize("when", FULL)
def test_a_full_disk_leaves_what_was_there_and_nothing_half(folder, monkeypatch, when):
    run = a_run(seed=1, number=1)
    folder.write(run)
    with monkeypatch.context() as patch:
        patch.setattr(*FULL[when], raising(OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            folder.write(a_run(seed=1, number=2))
    assert number_of(folder.read(run.order)) == 1
    assert len(names(folder)) == 1


def test_a_disk_that_is_really_full(tmp_path):
    """One megabyte in memory, as the system administrator alone may mount."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tmp_path)]
    if not sys.platform.startswith("linux") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a file system cannot be mounted here")
    try:
        folder = Folder(tmp_path, LARGE)
        for seed in range(4):
            folder.write(a_large_run(seed=seed))
        (tmp_path / "thesis").write_bytes(b"x" * (2**20 - nbytes(tmp_path) - 2**16))
        with pytest.raises(OSError, match="No space"):
            folder.write(a_large_run(seed=4))
        assert len(names(folder)) == 4 + 1
        assert [number_of(folder.read(a_run(seed=seed).order)) for seed in range(4)] == [0] * 4
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def run_script(text: str, *arguments: object, **options) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", text, *map(str, arguments)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


LIMITED = """
import resource, sys
from core.runs.folder import Folder, in_one_line
from tests.core.runs.kept import a_large_run, a_run, number_of
from pathlib import Path

folder = Folder(Path(sys.argv[1]), 10**9)
folder.write(a_run(1, number=1))
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    folder.write(a_large_run(1, number=2))
except OSError as failure:
    print(in_one_line(failure))
print(int(number_of(folder.read(a_run(1).order))), len(list(folder.path.iterdir())))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limits")
def test_a_writer_that_may_write_no_more(tmp_path):
    said, wrong = run_script(LIMITED, tmp_path).communicate(timeout=60)
    assert wrong == ""
    assert said.splitlines() == ["OSError: File too large", "1 1"]


KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from core.runs.folder import Folder
from tests.core.runs.kept import a_large_run, number_of

folder = Folder(Path(sys.argv[1]), 10**9)
runs = [a_large_run(1, number) for number in range(20)]
random.seed(0)
for death in range(20):
    ours, theirs = os.pipe()
    writer = os.fork()
    if not writer:
        while True:
            for run in runs[death:]:
                folder.write(run)
                os.write(theirs, b".")
    os.read(ours, 1)  # it has begun
    time.sleep(0.05 * random.random())
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    found = folder.read(runs[0].order)
    print(number_of(found) if found else None)
    os.close(ours), os.close(theirs)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_writer_that_is_killed_20_times_leaves_whole_runs(tmp_path):
    said, wrong = run_script(KILLED, tmp_path).communicate(timeout=60)
    assert wrong == ""
    found = said.split()
    assert len(found) == 20
    assert "None" not in found
    assert len(set(found)) > 5  # so they did write
    parts = list(tmp_path.glob("*.part"))
    assert len(parts) > 5  # and were killed in the midst of it
    for part in parts:
        age(part, 4000)
    Folder(tmp_path, LARGE).write(a_run(seed=2))
    assert len(list(tmp_path.iterdir())) == 2


LOAD = """
import random, sys, time
from pathlib import Path
from core.runs.folder import Folder
from tests.core.runs.kept import a_large_run, number_of

folder = Folder(Path(sys.argv[1]), int(sys.argv[2]))
random.seed(sys.argv[3])
runs = {(seed, number): a_large_run(seed, number) for seed in range(8) for number in range(2)}
until = time.monotonic() + float(sys.argv[4])
found = missed = written = 0
while time.monotonic() < until:
    run = random.choice(list(runs.values()))
    if random.random() < 0.4:
        folder.write(run)
        written += 1
    elif (read := folder.read(run.order)) is None:
        missed += 1
    else:
        assert number_of(read) in (0, 1)
        assert read.order == run.order
        found += 1
assert not {"keras", "tensorflow"} & sys.modules.keys()
print(written, found, missed)
"""


def test_two_servers_under_load_meet_nothing_torn_and_stay_within_the_bound(tmp_path):
    size = 190_000
    limit = 4 * size
    both = [run_script(LOAD, tmp_path, limit, seed, 3) for seed in range(2)]
    most = 0
    while any(each.poll() is None for each in both):
        most = max(most, nbytes(tmp_path))
        time.sleep(0.005)
    for each in both:
        said, wrong = each.communicate()
        assert (each.returncode, wrong) == (0, "")  # and nothing was said to be torn
        assert all(int(number) > 3 for number in said.split()), said
    assert limit / 2 < nbytes(tmp_path) <= limit
    assert most <= limit + 4 * size  # for a moment, what both have just written and begun
    assert not list(tmp_path.glob("*.part"))


READ_ONLY = """
import os, sys
from pathlib import Path
from core.runs.folder import Folder, in_one_line
from tests.core.runs.kept import a_run, number_of

os.chdir(sys.argv[1])  # what lies above it is the administrator's alone
folder = Folder(Path("."), 10**9)
folder.write(a_run(1, number=1))
folder.write(a_run(2))
folder.read(a_run(2).order)  # has Python load what it may not be allowed to load any more
folder.file(a_run(2).order).write_bytes(b"torn")
os.chmod(".", 0o555)
if not os.geteuid():
    os.setuid(65534)
print(int(number_of(folder.read(a_run(1).order))), folder.read(a_run(2).order))
try:
    folder.write(a_run(3))
except OSError as failure:
    print(in_one_line(failure))
print(len(os.listdir(".")))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_folder_that_may_only_be_read(tmp_path):
    try:
        said, wrong = run_script(READ_ONLY, tmp_path).communicate(timeout=60)
    finally:
        tmp_path.chmod(0o755)
    assert said.splitlines() == ["1 None", "PermissionError: Permission denied", "2"]
    assert len(wrong.splitlines()) == 1
    assert "is no run, and was left there: BadZipFile" in wrong


def test_a_folder_that_cannot_be_looked_through_keeps_the_run(folder, monkeypatch, caplog):
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", raising(PermissionError(13, "Permission denied")))
        folder.write(a_run(seed=1))
    assert number_of(folder.read(a_run(seed=1).order)) == 0
    assert "cannot be looked through: PermissionError: Permission denied" in caplog.text
