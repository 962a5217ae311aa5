"""What expressions walk over. Answers, choice lists and XML documents all look like this to the evaluator."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol


class Node(Protocol):
    """An element of a form, of a choice list or of a document. Identity (`is`) tells nodes apart."""

    @property
    def kind(self) -> str:
        """`root`, `element`, `attribute`, `text`, `comment` or `instruction`."""

    @property
    def name(self) -> str:
        """As written, with prefix; empty for text and comments."""

    @property
    def parent(self) -> "Node | None": ...

    @property
    def children(self) -> Sequence["Node"]: ...

    @property
    def attributes(self) -> Sequence["Node"]: ...

    @property
    def order(self) -> int:
        """Place in document order among the nodes of one tree."""

    def text(self) -> str:
        """The string value: an answer as typed (`34`, `ja nein`, `2027-02-03`), empty where unanswered."""


class ValueNode:
    """A single answer without surroundings; enough for `${name}` outside repeats and for `.`."""

    __slots__ = ("_text", "name")

    kind = "element"
    parent: Node | None = None
    children: Sequence[Node] = ()
    attributes: Sequence[Node] = ()
    order = 0

    def __init__(self, text: str, name: str = "") -> None:
        self._text = text
        self.name = name

    def text(self) -> str:
        return self._text


class TreeNode:
    """A node with relations: secondary instances, repeats, XML documents. Build with `append`, then `number`."""

    __slots__ = ("_attributes", "_children", "_content", "kind", "name", "order", "parent")

    def __init__(self, kind: str, name: str = "", content: str = "") -> None:
        self.kind = kind
        self.name = name
        self.order = 0
        self.parent: Node | None = None
        self._content = content
        self._children: list[TreeNode] = []
        self._attributes: list[TreeNode] = []

    @property
    def children(self) -> Sequence["TreeNode"]:
        return self._children

    @property
    def attributes(self) -> Sequence["TreeNode"]:
        return self._attributes

    def append(self, node: "TreeNode") -> "TreeNode":
        node.parent = self
        (self._attributes if node.kind == "attribute" else self._children).append(node)
        return node

    def number(self, start: int = 0) -> int:
        """Gives the whole tree its document order; returns the next free number."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            node.order = start
            start += 1
            waiting.extend(reversed([*node._attributes, *node._children]))
        return start

    def text(self) -> str:
        if self.kind not in {"element", "root"}:
            return self._content
        parts: list[str] = []
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if node.kind == "text":
                parts.append(node._content)
            elif node.kind in {"element", "root"}:
                parts.append(node._content)
                waiting.extend(reversed(node._children))
        return "".join(parts)


def element(name: str, text: str = "", inside: Iterable[TreeNode] = ()) -> TreeNode:
    node = TreeNode("element", name, text)
    for child in inside:
        node.append(child)
    return node


def choice_instance(rows: Iterable[Mapping[str, str]]) -> TreeNode:
    """A choice list or CSV table as `instance('name')/root/item/column`."""
    items = [element("item", inside=[element(key, text) for key, text in row.items()]) for row in rows]
    top = TreeNode("root")
    top.append(element("root", inside=items))
    top.number()
    return top
