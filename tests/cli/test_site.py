"""nolle site build at the command line."""

import json
import re
import subprocess
import sys


def run(*words):
    command = [sys.executable, "-c", "from nolle.cli.main import run; run()", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_it_writes_a_folder_and_says_how_much(tmp_path):
    out = tmp_path / "site"
    told = run("site", "build", "--out", str(out), "--as-of", "2026-11-21", "--json")
    assert told.returncode == 0, told.stderr
    values = json.loads(told.stdout)
    assert values["as_of"] == "2026-11-21"
    assert values["pages"] == len(list(out.rglob("*.html")))
    assert values["files"] == sum(file.is_file() for file in out.rglob("*"))
    assert f"{values['pages']} pages" in told.stderr
    assert (out / "index.html").is_file()


def test_what_it_did_not_write_it_does_not_replace(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    told = run("site", "build", "--out", str(tmp_path), "--as-of", "2026-11-21")
    assert told.returncode == 2
    assert "not a folder that nolle wrote" in told.stderr
    assert "Traceback" not in told.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_day_is_one_day(tmp_path):
    told = run("site", "build", "--out", str(tmp_path / "site"), "--as-of", "2026")
    assert told.returncode == 2
    assert "is not one day" in told.stderr


def test_with_pictures_the_first_page_and_the_places_are_drawn(tmp_path):
    out = tmp_path / "site"
    told = run("site", "build", "--out", str(out), "--as-of", "2026-11-21", "--pictures")
    assert told.returncode == 0, told.stderr
    first = (out / "index.html").read_text()
    place = (out / "places/us-md/baltimore.html").read_text()
    assert [first.count(f'id="{name}-title"') for name in ("tiles", "map", "durability")] == [1, 1, 1]
    assert place.count('id="timeline-title"') == 1
    for page in (first, place):
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert re.findall(r"""(?:src|href)=["']https?://[^"']+\.(?:js|css|woff2?|svg|png)["']""", page) == []
    assert not (out / "places/us-il").is_dir() or "timeline-title" not in (out / "places/us-il/cook.html").read_text()
