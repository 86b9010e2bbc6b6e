"""A phone, in as much as a form needs one: it opens the XForm, is filled in, hides what is not asked, and sends."""

from __future__ import annotations

import copy
import csv
import io
from collections.abc import Mapping
from typing import Any

from lxml import etree

from reports.forms.xlsform import xform_xml


class Phone:
    """A form that was opened: its fields by name, with what they begin with."""

    def __init__(self, xlsform: bytes) -> None:
        tree = etree.fromstring(xform_xml(xlsform).xml.encode())
        for element in tree.iter(etree.Element):
            # Paths in a form name its fields without a namespace.
            element.tag = etree.QName(element).localname
        (root,) = tree.xpath("//model/instance[1]/*")
        self._instance: Any = etree.ElementTree(copy.deepcopy(root))
        self._binds = {bind.get("nodeset"): bind for bind in tree.iter("bind")}
        self._fields = {path.rpartition("/")[2]: path for path in self._binds}

    def fill_in(self, values: Mapping[str, str]) -> None:
        """Write into fields, all at once, whether they are in sight yet or not."""
        for name, value in values.items():
            self._node(self._fields[name]).text = value

    def send(self) -> Mapping[str, str]:
        """What stands in the fields that are asked. Raises AssertionError where the phone would not let it go."""
        for path, bind in self._binds.items():
            if bind.get("calculate"):
                self._node(path).text = str(self._read(bind.get("calculate"), path))
        while gone := [path for path in self._binds if self._is_there(path) and not self._is_asked(path)]:
            for path in gone:
                if self._is_there(path):
                    node = self._node(path)
                    node.getparent().remove(node)
        sent = {path: self._node(path).text or "" for path in self._binds if self._is_there(path)}
        for path, text in sent.items():
            self._check(path, text)
        return {path.rpartition("/")[2]: text for path, text in sent.items() if text.strip()}

    def _check(self, path: str, text: str) -> None:
        bind = self._binds[path]
        needed = bind.get("required")
        assert text.strip() or not needed or not self._holds(needed, path), f"{path} is required"
        held = bind.get("constraint")
        assert not text or not held or self._holds(held, path), f"{path}: {text} is refused by {held}"

    def _node(self, path: str) -> Any:
        return self._instance.xpath(path)[0]

    def _is_there(self, path: str) -> bool:
        return bool(self._instance.xpath(path))

    def _is_asked(self, path: str) -> bool:
        relevant = self._binds[path].get("relevant")
        return not relevant or self._holds(relevant, path)

    def _holds(self, expression: str, path: str) -> bool:
        return bool(self._read(f"boolean({expression})", path))

    def _read(self, expression: str, path: str) -> Any:
        return self._node(path).xpath(expression, extensions=_FUNCTIONS)


def _chosen(nodes: Any) -> list[str]:
    text = nodes[0].text if isinstance(nodes, list) and nodes else "" if isinstance(nodes, list) else str(nodes)
    return (text or "").split()


_FUNCTIONS: Mapping[Any, Any] = {
    (None, "selected"): lambda _, nodes, name: name in _chosen(nodes),
    (None, "today"): lambda _: "2027-03-01",
    (None, "count-selected"): lambda _, nodes: float(len(_chosen(nodes))),
}


def as_csv(*sent: Mapping[str, str]) -> bytes:
    """Submissions as a program exports them."""
    names = list(dict.fromkeys(name for one in sent for name in one))
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, names, restval="")
    writer.writeheader()
    writer.writerows(sent)
    return held.getvalue().encode()
