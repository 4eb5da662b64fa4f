"""The values that pages load later are scripts, which say what JSON would."""

from __future__ import annotations

from tests.sites import said
from traversees.pages.data_scripts import data_script


def test_a_script_of_data_is_one_call_with_its_path_and_its_value() -> None:
    assert data_script("assets/a.js", {"é": [1, None]}) == 'traversees.recevoir("assets/a.js",{"é":[1,null]});\n'


def test_it_gives_the_value_back() -> None:
    value = {"texte": 'un "mot", une\nligne\u2028et </script>', "liste": [True, {"a": ");\n"}]}
    assert said(data_script("a.js", value)) == value


def test_no_key_changes_what_objects_inherit() -> None:
    """In a script, unlike in JSON, `{"__proto__": …}` does; a text that looks like it stays as it is."""
    text = data_script("a.js", {"__proto__": {"vu": 1}, "texte": '"__proto__":'})
    assert text == 'traversees.recevoir("a.js",{["__proto__"]:{"vu":1},"texte":"\\"__proto__\\":"});\n'
