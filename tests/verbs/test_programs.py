"""Programs of their own: they find nolle's modules and no others, and tell a fault in words."""

import subprocess

import pytest

from nolle.errors import NolleError
from nolle.verbs import programs


def started(module, *words, cwd):
    return subprocess.Popen(programs.command(module, *words), cwd=cwd, text=True, stderr=subprocess.PIPE)


def test_a_file_in_the_folder_one_stands_in_is_no_module_of_theirs(tmp_path):
    (tmp_path / "csv.py").write_text("raise SystemExit('somebody else')")
    run = started("nolle.verbs.ledger_made", tmp_path / "no-workspace", tmp_path / "no-ids", cwd=tmp_path)
    told = run.communicate()[1]
    assert "somebody else" not in told
    assert "no-workspace" in told


def test_one_that_fails_fails_the_whole_and_none_is_left(tmp_path):
    good, bad = (subprocess.Popen(words, cwd=tmp_path, text=True) for words in (["sleep", "0"], ["false"]))
    with pytest.raises(NolleError, match="counting could not be done"):
        programs.ended([good, bad], "counting")
    assert good.returncode == 0
    assert bad.returncode == 1


def test_a_fault_is_told_in_words(capsys):
    def broken():
        raise NolleError("nothing to count")

    with pytest.raises(SystemExit) as ended:
        programs.run(broken)
    assert ended.value.code == 2
    assert capsys.readouterr().err == "nothing to count\n"


def test_one_that_is_interrupted_says_nothing(capsys):
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as ended:
        programs.run(interrupted)
    assert ended.value.code == 130
    assert capsys.readouterr().err == ""
