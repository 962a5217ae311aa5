"""`python -m surveys.expressions`: JSON lines `{"expr", "ctx", "doc"}` in, `{"t", "v"}` out.

A line may ask for a result type by `"t": "num" | "str" | "bool"`, as the recorded vectors do; without it the
expression's own type is given (a date or a node-set as its text).
"""

import argparse
import json
import sys
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from surveys.expressions.vectors import evaluate_line


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m surveys.expressions", description=__doc__)
    parser.add_argument("--timezone", default="America/Phoenix", help="zone of local midnight (%(default)s)")
    try:
        zone = ZoneInfo(parser.parse_args().timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        sys.stderr.write(f"unknown time zone: {error}\n")
        return 2
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        line = raw.decode("utf-8", errors="replace")
        if not line.strip():
            continue
        try:
            case = json.loads(line)
            if not isinstance(case, dict):
                raise TypeError("the line holds no object")
            result = evaluate_line(case, zone)
        except (ValueError, KeyError, TypeError) as error:
            sys.stderr.write(f"line {number} is no JSON line with expr, ctx and doc: {error}\n")
            return 1
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
