"""Render: templates rewritten so that conditions, loops and operators may be given holes; `holes.py` is what they then call."""

from __future__ import annotations

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from traversees.pages.hole import Value, refused


def _call(name: str, *values: nodes.Node | str | int) -> nodes.Call:
    """A call, in a template, of what the environment knows as `name`."""
    given: list[Value] = [value if isinstance(value, nodes.Node) else nodes.Const(value) for value in values]
    return nodes.Call(nodes.EnvironmentAttribute(name), given, [], None, None)


class Opener(NodeTransformer):
    """Rewrites a template so that conditions, loops and operators may be given holes."""

    def generic_visit(self, node: nodes.Node, *args: Value, **kwargs: Value) -> nodes.Node:
        """An operator given a hole leaves a hole."""
        super().generic_visit(node, *args, **kwargs)
        match node:
            case nodes.CondExpr():
                name, values, deciding = "condexpr", [node.test, node.expr1, node.expr2 or nodes.Const("")], [node.test]
            case nodes.And() | nodes.Or():
                name, values, deciding = type(node).__name__.lower(), [node.left, node.right], [node.left]
            case nodes.BinExpr():
                name, values, deciding = type(node).__name__.lower(), [node.left, node.right], [node.left, node.right]
            case nodes.UnaryExpr():
                name, values, deciding = type(node).__name__.lower(), [node.node], [node.node]
            case nodes.Compare():
                if len(node.ops) > 1:
                    raise refused("a chain of comparisons")
                name, values, deciding = node.ops[0].op, [node.expr, node.ops[0].expr], [node.expr, node.ops[0].expr]
            case _:
                return node
        test = _call("any_open", *deciding)
        return nodes.CondExpr(test, _call("hole", name, *values), node).set_lineno(node.lineno)

    def visit_Name(self, node: nodes.Name) -> nodes.Name:  # noqa: N802 — named by Jinja
        """The loop of a hole is not Jinja’s."""
        node.name = "boucle" if node.name == "loop" else node.name
        return node

    def visit_If(self, node: nodes.If) -> list[nodes.Node]:  # noqa: N802 — named by Jinja
        """Both branches, between comments, when only the form can decide."""
        otherwise = node.else_
        for branch in reversed(node.elif_):
            otherwise = [nodes.If(branch.test, branch.body, [], otherwise, lineno=branch.lineno)]
        node.elif_, node.else_ = [], otherwise
        super().generic_visit(node)
        sets = _sets([*node.body, *node.else_])
        made: list[nodes.Node] = [nodes.Output([_call("branch", "si", node.test, sets)])]
        made.append(nodes.If(_call("drawn", node.test, True), node.body, [], []))  # noqa: FBT003
        if node.else_:
            made.append(nodes.Output([_call("branch", "sinon", node.test)]))
            made.append(nodes.If(_call("drawn", node.test, False), node.else_, [], []))  # noqa: FBT003
        made.append(nodes.Output([_call("branch", "fin", node.test)]))
        return [one.set_lineno(node.lineno) for one in made]

    def visit_For(self, node: nodes.For) -> list[nodes.Node]:  # noqa: N802 — named by Jinja
        """The body once, between comments, when only the form knows the values."""
        counted = any(name.name == "loop" for name in node.find_all(nodes.Name))
        if node.else_ or node.recursive:
            raise refused("a loop with {% else %} or « recursive »")
        if node.test and not counted:
            node.body, node.test = [nodes.If(node.test, node.body, [], [], lineno=node.lineno)], None
        super().generic_visit(node)
        parts = len(node.target.items) if isinstance(node.target, nodes.Tuple) else 0
        before, after = (nodes.Output([_call("turn", word, node.iter)]) for word in ("pour", "fin"))
        node.target = nodes.Tuple([node.target, nodes.Name("boucle", "store")], "store")
        node.iter = _call("each", node.iter, parts)
        return [one.set_lineno(node.lineno) for one in (before, node, after)]


def _sets(body: list[nodes.Node]) -> bool:
    """Whether this part of a template gives a value to a name that its reader would see outside."""
    return any(
        isinstance(node, nodes.Assign | nodes.AssignBlock) or (isinstance(node, nodes.If) and _sets(node.body))
        for node in body
    )
