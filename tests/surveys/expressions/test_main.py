"""`python -m surveys.expressions`."""

import json
import subprocess
import sys

CASE = {"expr": "/data/a + 1", "ctx": "/", "doc": "<data><a>2</a></data>"}
DATE = {"expr": "number(date('1970-01-01'))", "ctx": "/", "doc": "<a/>"}


def call(*lines: dict, arguments: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    text = "\n".join(json.dumps(line) for line in lines)
    command = [sys.executable, "-m", "surveys.expressions", *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


def test_lines_in_lines_out() -> None:
    wanted = CASE | {"t": "str"}
    broken = CASE | {"expr": "foo()"}
    result = call(CASE, wanted, broken, DATE)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert answers[0] == {"t": "num", "v": "3"}
    assert answers[1] == {"t": "str", "v": "3"}
    assert answers[2]["t"] == "error"
    assert answers[3] == {"t": "num", "v": "0.2916666666666667"}
    assert result.returncode == 0


def test_time_zone_and_wrong_use() -> None:
    berlin = call(DATE, arguments=("--timezone", "Europe/Berlin"))
    assert json.loads(berlin.stdout)["v"] == "-0.041666666666666664"
    assert call(arguments=("--timezone", "Mond/Krater")).returncode == 2
    assert call({"ctx": "/"}).returncode == 1


def test_a_line_that_holds_no_object_is_named_with_its_number() -> None:
    for line in (b"[]", b"null", b"oops", b"\xff\xfe"):
        command = [sys.executable, "-m", "surveys.expressions"]
        text = json.dumps(CASE).encode() + b"\n" + line + b"\n"
        result = subprocess.run(command, input=text, capture_output=True, check=False)
        error = result.stderr.decode()
        assert (result.returncode, error.count("\n")) == (1, 1)
        assert error.startswith("line 2 is no JSON line")
