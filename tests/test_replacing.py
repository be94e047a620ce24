"""A process of the server goes only when those that replace it are ready; and stays when these never are."""

import os
import signal

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from cooperation import replacing
from cooperation.replacing import Board, Worker


@pytest.fixture
def board(monkeypatch) -> Board:
    fresh = Board()
    monkeypatch.setattr(replacing, "board", fresh)
    return fresh


@pytest.fixture
def processes():
    """Makes a process of that age of a server with two, as gunicorn does before it forks."""
    config = Config()
    config.set("workers", 2)
    made: list[Worker] = []

    def make(age: int) -> Worker:
        made.append(Worker(age, os.getpid(), [], None, 30, config, Logger(config)))
        made[-1].method_queue.init()
        return made[-1]

    yield make
    for each in made:
        each.method_queue.close()
        each.tmp.close()


def ask_to_go(process: Worker) -> None:
    process.handle_exit(signal.SIGTERM, None)


def lives(process: Worker) -> bool:
    """Whether it answers still, after its next look around."""
    process.notify()
    return process.alive


def test_a_process_goes_at_once_when_the_server_stops(board, processes):
    old = processes(1)

    ask_to_go(old)

    assert not lives(old)


def test_an_old_process_answers_until_all_new_ones_are_ready(board, processes):
    old = processes(2)
    board.replace(3)

    ask_to_go(old)
    alone = lives(old)
    board.note_ready(3)
    with_one = lives(old)
    board.note_ready(4)

    assert (alone, with_one, lives(old)) == (True, True, False)


def test_new_processes_that_do_not_start_replace_nobody(board, processes):
    old, new = processes(2), processes(3)
    board.replace(3)
    ask_to_go(old)

    replacing.child_exit(new)
    goes_on = lives(old)
    ask_to_go(old)  # the server stops, later

    assert (goes_on, lives(old)) == (True, False)


def test_the_end_of_an_old_process_takes_nothing_back(board, processes):
    board.replace(3)

    replacing.child_exit(processes(1))

    assert board.first == 3


def test_an_old_process_goes_when_it_is_asked_twice(board, processes):
    """The server stops while others start."""
    old = processes(2)
    board.replace(3)

    ask_to_go(old)
    ask_to_go(old)

    assert not lives(old)


def test_a_second_reload_begins_anew(board, processes):
    board.replace(3)
    board.note_ready(3)
    board.note_ready(4)
    board.replace(5)
    old = processes(4)

    ask_to_go(old)

    assert lives(old)


def test_the_process_that_starts_others_loads_nothing_of_the_site(board):
    """What it had loaded a reload would not load anew."""
    import subprocess
    import sys

    asked = "import sys, cooperation.server; print([m for m in sys.modules if m.split('.')[0] in ('django', 'events')])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert said.stdout == "[]\n"
