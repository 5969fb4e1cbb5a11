"""The children that read files: what hostile ones may do to them, and to nobody else."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest

from recruit.intake import pool as pools
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.pool import Busy, Crew, Pool
from recruit.intake.readers import GATE, examine, read_resume, reading_pool
from tests.intake import files
from tests.processes import alive, descendants, wait_until

CHILD = "tests.intake.playing_child"

Put = Callable[[bytes], Path]


@pytest.fixture(scope="module")
def gate() -> Iterator[Pool]:
    with Pool(10.0, GATE) as pool:
        yield pool


@pytest.fixture(scope="module")
def child() -> Iterator[Pool]:
    with Pool(10.0, CHILD) as pool:
        yield pool


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes bytes where a reader finds them."""

    def write(data: bytes) -> Path:
        path = tmp_path / "file"
        path.write_bytes(data)
        return path

    return write


def fault_of(pool: Pool | Crew, task: str, seconds: float | None = None) -> Fault:
    with pytest.raises(Unreadable) as raised:
        pool.read(Path("nothing"), task, seconds)
    return raised.value.fault


def reader_of(pool: Pool) -> int:
    return int(pool.read(Path("nothing"), "pid"))


# ---------- what a file may do to its reader ----------


def test_a_reader_reads_many_files(child: Pool) -> None:
    reader = reader_of(child)
    assert child.read(Path("one"), "echo") == "one"
    assert reader_of(child) == reader


FATAL = {
    "crash": Fault.CRASHED,
    "exit": Fault.CRASHED,
    "exhaust": Fault.TOO_COMPLEX,
    "recurse": Fault.TOO_DEEP,
    "sleep": Fault.TOO_COMPLEX,
    "spin": Fault.TOO_COMPLEX,
    "fail": Fault.CRASHED,
    "open": Fault.CRASHED,
    "half": Fault.CRASHED,
}


@pytest.mark.parametrize("task", FATAL)
def test_what_a_file_does_costs_that_file_alone(child: Pool, task: str) -> None:
    child.read(Path("before"), "echo")
    pid = child.pid
    assert fault_of(child, task, seconds=1.5) == FATAL[task]
    assert child.read(Path("after"), "echo") == "after"
    assert child.pid == pid, "the process that has loaded everything lives on"


def test_whether_it_is_ready_is_told_without_waiting() -> None:
    with Pool(10.0, CHILD) as pool:
        begun = time.monotonic()
        assert not pool.is_ready()
        assert time.monotonic() - begun < 1
        assert wait_until(pool.is_ready, 60)
        assert pool.read(Path("one"), "echo") == "one"
        os.kill(pool.pid or 0, signal.SIGKILL)
        os.waitid(os.P_PID, pool.pid or 0, os.WEXITED | os.WNOWAIT)
        assert pool.is_ready(), "whoever reads finds out, and gets another"
        assert pool.read(Path("two"), "echo") == "two"


def test_no_byte_is_written_anywhere(child: Pool, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        child.read(tmp_path / "note", "write")
    assert raised.value.fault == Fault.CRASHED
    assert (tmp_path / "note").read_bytes() == b""


def test_another_reader_is_there_at_once(child: Pool) -> None:
    """A copy of what is loaded, not a new start."""
    child.read(Path("before"), "echo")
    fault_of(child, "crash")
    begun = time.monotonic()
    child.read(Path("after"), "echo")
    assert time.monotonic() - begun < 0.5


def test_what_a_reader_has_started_dies_with_it(child: Pool) -> None:
    child.read(Path("before"), "echo")
    pid = child.pid or 0
    with ThreadPoolExecutor(1) as threads:
        fault = threads.submit(fault_of, child, "program", 2.0)
        assert wait_until(lambda: len(descendants(pid)) == 2, 2)
        below = descendants(pid)
        assert fault.result() == Fault.TOO_COMPLEX
    assert wait_until(lambda: not any(map(alive, below)), 5)


def test_a_reader_that_has_grown_is_replaced(child: Pool) -> None:
    reader = reader_of(child)
    child.read(Path("nothing"), "grow")
    assert reader_of(child) != reader


def test_a_bug_is_told_without_a_word_of_the_file(
    child: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Mock()
    monkeypatch.setattr(pools, "log", log)
    assert fault_of(child, "fail") == Fault.CRASHED
    ((event,), details) = log.error.call_args
    assert event == "file-reader-failed"
    assert details["error"].startswith("ValueError at playing_child.py")
    assert "secret words" not in str(details)


def test_words_of_libraries_are_no_answers(child: Pool) -> None:
    assert child.read(Path("said"), "print") == "said"


def test_a_child_that_is_gone_is_replaced(child: Pool) -> None:
    child.read(Path("one"), "echo")
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert child.read(Path("two"), "echo") == "two"


def test_a_child_that_is_stopped_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "GRACE_SECONDS", 0.2)
    monkeypatch.setattr(pools, "STOP_SECONDS", 0.2)
    with Pool(0.2, CHILD) as pool:
        pool.read(Path("one"), "echo")
        assert pool.pid is not None
        os.kill(pool.pid, signal.SIGSTOP)
        assert fault_of(pool, "echo") == Fault.TOO_COMPLEX
        assert pool.pid is None


def test_closing_leaves_no_process() -> None:
    with Pool(10.0, CHILD) as pool:
        pids = [reader_of(pool), pool.pid or 0]
    assert not any(map(alive, pids))


def test_ending_a_child_at_work_ends_its_reader() -> None:
    with Pool(10.0, CHILD) as pool:
        pids = [reader_of(pool), pool.pid or 0]
        threading.Timer(0.3, os.kill, (pids[1], signal.SIGTERM)).start()
        assert fault_of(pool, "sleep") == Fault.CRASHED
    assert wait_until(lambda: not any(map(alive, pids)), 5)


def test_a_parent_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path\n"
        "from recruit.intake.pool import Pool\n"
        f"pool = Pool(60.0, {CHILD!r})\n"
        "print(pool.pid, pool.read(Path('nothing'), 'pid'), pool.pid, flush=True)\n"
        "pool.read(Path('nothing'), 'sleep')\n"
    )
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=root
    ) as process:
        assert process.stdout is not None
        pids = [int(pid) for pid in process.stdout.readline().split()[1:]]
        assert all(map(alive, pids))
        time.sleep(0.2)  # it sleeps in the reader now
        process.kill()
    assert wait_until(lambda: not any(map(alive, pids)), 5)


def test_a_child_knows_no_secret_and_may_do_little(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("DATABASE_URL", "postgresql://canary")
    with Pool(10.0, GATE) as pool:
        examine(pool, put(files.pdf()))
        pids = [pool.pid, *descendants(pool.pid or 0)]
        assert len(pids) == 2
        for pid in pids:
            assert b"canary" not in Path(f"/proc/{pid}/environ").read_bytes()
            limits = Path(f"/proc/{pid}/limits").read_text()
            assert "Max file size             0                    0" in limits
            assert "Max open files            32                   32" in limits
            assert "Max core file size        0                    0" in limits
            assert "Max address space         unlimited" not in limits


# ---------- children that threads share ----------


def test_threads_share_a_few_children() -> None:
    crew = Crew(2, 10.0, CHILD)
    try:
        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(lambda n: crew.read(Path(str(n)), "echo"), range(40)))
        assert answers == [str(n) for n in range(40)]
    finally:
        crew.close()


def test_whoever_waits_too_long_for_a_child_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "WAIT_SECONDS", 0.1)
    crew = Crew(1, 10.0, CHILD)
    crew.warm()
    try:
        with ThreadPoolExecutor(1) as threads:
            busy = threads.submit(fault_of, crew, "sleep", 2.0)
            time.sleep(0.3)
            with pytest.raises(Busy):
                crew.read(Path("nothing"), "echo")
            assert busy.result() == Fault.TOO_COMPLEX
    finally:
        crew.close()


# ---------- real files ----------


def test_the_gate_tells_the_kind(gate: Pool, put: Put) -> None:
    assert examine(gate, put(files.pdf())).media_type == "application/pdf"
    assert examine(gate, put(files.LINE.encode("cp1251"))).media_type == "text/plain"


def test_a_scan_passes_the_gate_with_a_warning(gate: Pool, put: Put) -> None:
    assert "no_text" in examine(gate, put(files.scan())).warnings


def test_a_hostile_file_is_refused_in_time(gate: Pool, put: Put) -> None:
    begun = time.monotonic()
    with pytest.raises(Unreadable) as raised:
        examine(gate, put(files.form_bomb()))
    assert raised.value.fault in (Fault.CRASHED, Fault.TOO_COMPLEX)
    assert time.monotonic() - begun < 15
    assert examine(gate, put(files.pdf())).warnings == ()


def test_a_file_is_read_and_parsed_in_the_child(put: Put) -> None:
    text = "Иванова Анна Петровна\nБухгалтер\nОпыт работы\n01.2015 – н.в. ООО «Ромашка»\nБухгалтер"
    with reading_pool() as pool:
        reading = read_resume(pool, put(text.encode()), "2026-01")
        assert reading.document.text == text
        assert reading.draft is not None
        assert reading.draft["name"] == "Иванова Анна Петровна"
        assert reading.draft["as_of"] == "2026-01"
        with pytest.raises(Unreadable) as raised:
            read_resume(pool, Path("absent"), "2026-01")
        assert raised.value.fault == Fault.MISSING


def test_a_server_with_a_thousand_open_files_still_hears_its_child() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
    try:
        with Pool(10.0, CHILD) as pool:
            pool.warm()
            wait_until(pool.is_ready, 10)
            assert reader_of(pool) > 0
    finally:
        for one in held:
            os.close(one)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
