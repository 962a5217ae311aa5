"""XML documents as nodes, for the recorded vectors and for form-definition snippets."""

from xml.dom import minidom

from surveys.expressions.nodes import TreeNode

_KINDS = {
    minidom.Node.TEXT_NODE: "text",
    minidom.Node.CDATA_SECTION_NODE: "text",
    minidom.Node.COMMENT_NODE: "comment",
    minidom.Node.PROCESSING_INSTRUCTION_NODE: "instruction",
    minidom.Node.ELEMENT_NODE: "element",
    minidom.Node.DOCUMENT_TYPE_NODE: "doctype",
}


def read_document(source: str) -> TreeNode:
    """Raises `ValueError`. Entity declarations are refused: they are how small documents grow huge."""
    if "<!ENTITY" in source:
        raise ValueError("entity declarations are not accepted")
    try:
        document = minidom.parseString(source.encode())  # noqa: S318 - entities are refused above
    except Exception as error:
        raise ValueError(f"not an XML document: {error}") from error
    root = TreeNode("root")
    _copy(document, root)
    root.number()
    return root


def _copy(source: minidom.Node, target: TreeNode) -> None:
    for child in source.childNodes:
        kind = _KINDS.get(child.nodeType)
        if kind is None:
            continue
        content = "" if kind in {"element", "doctype"} else child.nodeValue or ""
        name = (child.nodeName or "") if kind in {"element", "instruction"} else ""
        node = target.append(TreeNode(kind, name, content))
        if isinstance(child, minidom.Element):
            for key, value in child.attributes.items():
                if key != "xmlns" and not key.startswith("xmlns:"):
                    node.append(TreeNode("attribute", key, value))
            _copy(child, node)


def find_node(root: TreeNode, address: str) -> TreeNode:
    """`/#2/#4/@class`: the second child (text and comments counted), its fourth child, its attribute."""
    node = root
    for part in address.strip("/").split("/") if address != "/" else []:
        if part.startswith("@"):
            node = next(item for item in node.attributes if item.name == part[1:])
        else:
            node = node.children[int(part.removeprefix("#")) - 1]
    return node
