"""Reading: operators without blanks, offsets of mistakes, what a tree depends on."""

import pytest

from surveys.expressions import ExpressionError, instances, parse, references, to_json, uses_self, volatile_calls


def test_the_stored_form_is_the_documented_one() -> None:
    assert to_json(parse("${alter} >= 18")) == {
        "k": "bin",
        "op": ">=",
        "a": {"k": "ref", "n": "alter"},
        "b": {"k": "num", "v": 18},
    }


@pytest.mark.parametrize(
    ("source", "same_as"),
    [
        ("1and1", "1 and 1"),
        ("2div1", "2 div 1"),
        ("'1'div'1'", "'1' div '1'"),
        ("true()andfalse()", "true() and false()"),
        ("${a}*2", "${a} * 2"),
        ("5- -1", "5 - (-1)"),
        ("a or b and c", "a or (b and c)"),
        ("1 = 2 < 3", "1 = (2 < 3)"),
        ("-a|b", "-(a | b)"),
        ("${ alter }", "${alter}"),
        ("1 +\u00a02", "1 + 2"),
    ],
)
def test_reads_as(source: str, same_as: str) -> None:
    assert parse(source) == parse(same_as)


def test_words_and_stars_are_names_where_an_operand_is_due() -> None:
    assert to_json(parse("and and or"))["a"]["s"] == [{"x": "child", "n": "and"}]
    assert to_json(parse("* * *"))["op"] == "*"
    assert to_json(parse("order-by"))["s"] == [{"x": "child", "n": "order-by"}]


@pytest.mark.parametrize(
    ("source", "code", "offset"),
    [
        ("", "empty", 0),
        ("  ", "empty", 0),
        ("${kinder} >", "syntax", 11),
        ("selected(${x}, 'de'", "syntax", 19),
        ("foo(${x})", "unknown-function", 0),
        ("1 + foo(2)", "unknown-function", 4),
        ("selected(${x})", "arity", 0),
        ("true(1)", "arity", 0),
        ("if(1, 2)", "arity", 0),
        ("area(${grundstueck})", "not-offered", 0),
        ("${a} order ${b}", "syntax", 5),
        ("1 And 1", "syntax", 2),
        ("'offen", "syntax", 0),
        ("${a} = §", "syntax", 7),
        ("regex(., '[0-9')", "regex", 14),
        ("sideways::a", "syntax", 0),
    ],
)
def test_mistakes_are_placed(source: str, code: str, offset: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    assert (caught.value.code, caught.value.offset) == (code, offset)


def test_slow_patterns_are_refused() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse("regex(., '(a|a)*\\.b(a|a)*|(?:(a|aa)+)+\\1$')")
    assert caught.value.code == "regex-slow"


def test_limits() -> None:
    with pytest.raises(ExpressionError, match="too-long"):
        parse("1" * 32_001)
    with pytest.raises(ExpressionError, match="too-deep"):
        parse("not(" * 64 + "1" + ")" * 64)
    parse("not(" * 60 + "1" + ")" * 60)
    parse(" or ".join(f"${{a{number}}} = 1" for number in range(300)))


def test_unused_mistakes_pass_when_unchecked() -> None:
    parse("false() and foo(1)", checked=False)


def test_dependencies() -> None:
    tree = parse("instance('orte')/root/item[land = ${land}]/label")
    assert references(tree) == {"land"}
    assert instances(tree) == {"orte"}
    assert references(parse("jr:choice-name(${ort}, '${ort_liste}')")) == {"ort", "ort_liste"}
    assert uses_self(parse(". > 3"))
    assert uses_self(parse("once(random())"))
    assert not uses_self(parse("${a} > 3"))
    assert volatile_calls(parse("now() > ${a}")) == {"now"}
    assert volatile_calls(parse("once(uuid())")) == set()
