"""The expression language of survey forms: the ODK XPath dialect.

    tree = parse("${alter} >= 18 and selected(${sprachen}, 'ar')")   # raises ExpressionError
    references(tree)                                                 # {"alter", "sprachen"}
    run = compile_expression(tree)                                   # once per instrument
    value = run(Context(lookup=lambda name: answers[name]))          # may raise EvaluationError
    to_bool(value)

**Reading.** `parse(source)` checks syntax, function names, numbers of arguments, regular expressions, length
and depth; `ExpressionError` has `.code`, `.offset` (characters into the source) and `.values` for the message.
`references`, `instances` (names in `instance('…')`), `uses_self` and `volatile_calls` (`now`, `random`, `uuid`
outside `once()`) tell what a tree depends on. `to_json` and `from_json` are the stored form.

**Running.** A `Value` is `float`, `str`, `bool`, `Moment` (date or dateTime) or a node-set (list or tuple of
`Node`). `Context.lookup(name)` answers `${name}` with a node-set: usually `[ValueNode("34")]`, in a repeat the
instances the expression can see; unanswered, off-path and missing-coded questions are nodes with empty text
`ValueNode("")`. `Context.node` is `.`: `ValueNode(answer)` for constraints, the choice for choice filters.
`Context.now`, `.zone` (Europe/Berlin), `.locale` (CLDR, for month names), `.instance`, `.choice_name`,
`.pulldata`, `.repeated`, `.position` are described in `context.py`. Share one `Budget` per request.

**Values.** `to_bool`, `to_number` (NaN where there is none) and `to_string` convert; dates become days since
1 January 1970. `choice_instance(rows)` makes the tree for a choice list or CSV.
"""

from surveys.expressions.compile import compile_expression
from surveys.expressions.context import Budget, Context
from surveys.expressions.errors import EvaluationError, ExpressionError
from surveys.expressions.moments import BERLIN, Moment
from surveys.expressions.nodes import Node, TreeNode, ValueNode, choice_instance, element
from surveys.expressions.reading import instances, parse, references, uses_self, volatile_calls
from surveys.expressions.tree import Tree, from_json, to_json
from surveys.expressions.values import NodeSet, Value, to_bool, to_moment, to_number, to_string

__all__ = [
    "BERLIN",
    "Budget",
    "Context",
    "EvaluationError",
    "ExpressionError",
    "Moment",
    "Node",
    "NodeSet",
    "Tree",
    "TreeNode",
    "Value",
    "ValueNode",
    "choice_instance",
    "compile_expression",
    "element",
    "from_json",
    "instances",
    "parse",
    "references",
    "to_bool",
    "to_json",
    "to_moment",
    "to_number",
    "to_string",
    "uses_self",
    "volatile_calls",
]
