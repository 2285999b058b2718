"""The JSON Schemas: that they are those of the model, and that they say what the readers do."""

import json
from typing import Any

import jsonschema
import pytest
import yaml

from workbench.domain.model import AnnotationSet, Document
from workbench.exchange.metadata import write_document
from workbench.exchange.schema import FOLDER, schemas
from workbench.exchange.sets import write_set
from workbench.exchange.settings import FieldSetting, Settings, TagSetting, write_settings


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads(schemas()[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def load(data: bytes) -> Any:
    return yaml.load(data, yaml.CSafeLoader)


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_files_are_those_of_the_model(name: str) -> None:
    assert (FOLDER / name).read_bytes() == schemas()[name], "stale: run python -m workbench.exchange.schema"


def test_there_are_no_others() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(schemas())


def test_a_set(sample: AnnotationSet) -> None:
    check = validator("annotation-set.v1.json")
    whole = load(write_set(sample))
    check.validate(whole)
    for change in ({"version": 2}, {"kind": "other"}, {"more": 1}, {"annotator": ""}, {"coverage": [[0]]}):
        assert not check.is_valid(whole | change), change
    for change in ({"tag": "A"}, {"start": -1}, {"created": "today"}, {"form": "x"}, {"priority": 4}):
        assert not check.is_valid(whole | {"annotations": [whole["annotations"][0] | change]}), change
    del whole["document"]["sha256"]
    assert not check.is_valid(whole)


def test_a_document() -> None:
    check = validator("document.v1.json")
    whole = load(write_document(Document(id="x", title="X", sha256="0" * 64, characters=3, stories=("a",))))
    check.validate(whole)
    assert not check.is_valid(whole | {"role": "other"})
    assert not check.is_valid({key: value for key, value in whole.items() if key != "format"})


def test_the_settings() -> None:
    check = validator("workspace.v1.json")
    tag = TagSetting(name="rumour", fields=(FieldSetting(name="place", kind="choice", choices=("quay",)),))
    whole = load(write_settings(Settings(name="x", tags=(tag,))))
    check.validate(whole)
    assert not check.is_valid(whole | {"tags": [{"label": "x"}]})


def test_people_are_told_what_it_is_about() -> None:
    for data in schemas().values():
        schema = json.loads(data)
        assert schema["title"]
        assert "code points" in schema["description"]
        assert all(one.get("description") for one in schema["$defs"].values())
