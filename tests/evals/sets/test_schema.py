"""The schema that editors use says what cases are, and every field is explained."""

import json
from pathlib import Path

import jsonschema
import pytest

from evals.cases import Case
from evals.sets.folder import SHIPPED
from evals.sets.schema import DESCRIPTIONS, SCHEMA, case_schema, schema_text

README = Path(SCHEMA).with_name("README.md").read_text("utf-8")


def test_the_shipped_file_is_this_schema():
    assert SCHEMA.read_text("utf-8") == schema_text()


def test_every_field_is_explained_here_and_in_the_readme():
    schema = case_schema()
    for part in (schema, *schema["$defs"].values()):
        for name, field in part.get("properties", {}).items():
            assert field["description"], name
    for name in Case.model_fields:
        assert f"`{name}`" in README, name
    assert set(Case.model_fields) <= set(DESCRIPTIONS)


def test_the_shipped_cases_are_right_by_the_schema():
    validator = jsonschema.Draft202012Validator(case_schema())
    lines = (SHIPPED / "sample" / "cases.jsonl").read_text("utf-8").splitlines()
    assert lines
    for line in lines:
        validator.validate(json.loads(line))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(json.loads(lines[0]) | {"gold": [["1/2031/TT-X"]]})


def test_nothing_may_be_left_out_or_added():
    schema = case_schema()
    assert set(schema["required"]) == set(Case.model_fields)
    assert schema["additionalProperties"] is False
    assert json.loads(schema_text()) == schema
