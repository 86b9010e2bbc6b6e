"""The forms for phones as Enketo and KoboToolbox show them: every question is there, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from lxml import etree

from questionnaire.form_layout import XLSFORM_META
from questionnaire.framework import Checklist, Framework, Ladder, Number
from reports.forms.relevance import field, tick_field
from reports.forms.xlsform import xform_xml, xlsform_bytes
from tests.reports.filled import MADE_AT, bank, filled
from tests.reports.forms.enketo import stylesheets
from tests.storage.intake.any_dossier import kinds

pytestmark = pytest.mark.enketo
LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class EnketoPage:
    """What Enketo makes of a form: the page, and the model behind it."""

    form: Any
    model: Any


@cache
def frameworks() -> dict[str, Framework]:
    return {"bank": bank()[0], "kinds": kinds()}


@pytest.fixture(scope="module")
def pages(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> dict[str, EnketoPage]:
    """The pages of a blank form, and of one that holds what somebody replied."""
    cache = getattr(pytestconfig, "cache", None)
    sheets = stylesheets(cache.mkdir("enketo") if cache else tmp_path_factory.mktemp("enketo"))
    theirs: dict[str, Any] = {"dossier": filled(kinds()), "participants": ("P1",)}
    found = {}
    for name, tree in frameworks().items():
        more = theirs if name == "kinds" else {}
        xform = xform_xml(xlsform_bytes(tree, languages=LANGUAGES, made_at=MADE_AT, **more)).xml
        page, model = (sheet(etree.fromstring(xform.encode())) for sheet in sheets)
        assert not any(sheet.error_log for sheet in sheets)
        found[name] = EnketoPage(page, model)
    return found


def wanted_fields(framework: Framework) -> set[str]:
    """What a page must ask."""
    found: set[str] = set()
    for one in framework.questions:
        parts = ["state", "disputed_from", "disputed_to", "reason", "confidence", "comment", "evidence"]
        parts += ["ticks", "excused"] if isinstance(one.kind, Checklist) else ["reply"]
        parts += ["measured_on"] if isinstance(one.kind, Number) else []
        found |= {field(part, one.id) for part in parts}
        if isinstance(one.kind, Ladder):
            found |= {tick_field("tick", each.id) for each in one.criteria}
        if isinstance(one.kind, Ladder | Checklist):
            found |= {tick_field("tick_reason", each.id) for each in one.criteria}
    return found


def words_of(page: Any) -> dict[str, set[str]]:
    """The languages in which each field of a page has a label, by the name of the field."""
    found: dict[str, set[str]] = {}
    for box in page.xpath("//*[@name or @data-name]"):
        around = box.xpath("ancestor::*[contains(concat(' ', @class, ' '), ' question ')][1]")
        labels = around[0].xpath(".//span[contains(@class, 'question-label')]") if around else []
        name = (box.get("data-name") or box.get("name")).rpartition("/")[2]
        found.setdefault(name, set()).update(one.get("lang") for one in labels if "".join(one.itertext()).strip())
    return found


@pytest.mark.parametrize("name", ["bank", "kinds"])
def test_every_question_stands_on_the_page_in_both_languages(pages: dict[str, EnketoPage], name: str) -> None:
    asked = words_of(pages[name].form)
    wanted = wanted_fields(frameworks()[name]) | ({"iwt_participant"} if name == "bank" else set())
    told = {"English (en)", "Français (fr)"}
    assert {one for one in wanted if asked.get(one) != told} == set()
    # And nothing that nobody meant to ask.
    assert {one for one, languages in asked.items() if languages} <= wanted | {"welcome"}


@pytest.mark.parametrize("name", ["bank", "kinds"])
def test_the_model_holds_every_field_and_what_is_recorded(pages: dict[str, EnketoPage], name: str) -> None:
    fields = {etree.QName(one).localname: one for one in pages[name].model.iter(etree.Element)}
    assert wanted_fields(frameworks()[name]) | set(XLSFORM_META) - {"iwt_participant"} <= fields.keys()
    begun = {one.text for field_name, one in fields.items() if field_name.endswith("_reply") and one.text}
    assert bool(begun) is (name == "kinds")


@pytest.mark.parametrize("name", ["bank", "kinds"])
def test_every_list_of_choices_is_there(pages: dict[str, EnketoPage], name: str) -> None:
    lists = {one.get("id"): len(one.xpath(".//*[local-name() = 'item']")) for one in instances(pages[name].model)}
    wanted = {one.get("data-items-path") for one in pages[name].form.xpath("//*[@data-items-path]")}
    assert wanted
    for path in wanted:
        found = re.match(r"instance\('([^']+)'\)", path)
        assert found, path
        assert lists[found[1]] > 1, path


def instances(model: Any) -> list[Any]:
    """The lists of choices in a model."""
    found: list[Any] = model.xpath("//*[local-name() = 'instance'][@id]")
    return found
