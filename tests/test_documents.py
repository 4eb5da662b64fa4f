"""Load: files as written, every place exact, and nothing but French sentences for what cannot be read."""

from __future__ import annotations

import io
import re
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.invalid.cases import CASES, MINIMAL, TODAY
from traversees.check.rules import check_document
from traversees.records.documents import MAX_BYTES, read_document
from traversees.records.kinds import KINDS
from traversees.records.problems import Problem, ProblemsFound
from traversees.records.signs import INVISIBLE
from traversees.records.yaml_sentences import SYNTAX

if TYPE_CHECKING:
    from traversees.records.document import Document

KIND_OF = {kind.folder: kind for kind in KINDS}
QUICK = settings(max_examples=100, deadline=None, database=None)


def _read(folder: Path, content: str | bytes, name: str = "fiche.yml") -> Document:
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(raw)
    return read_document(folder, name)


def _refused(folder: Path, content: str | bytes, name: str = "fiche.yml") -> str:
    with pytest.raises(ProblemsFound) as found:
        _read(folder, content, name)
    return str(found.value)


def test_no_value_is_guessed(tmp_path: Path) -> None:
    text = "a: no\nb: 01\nc: 12:30\nd: 2023-05-01\ne: 1e3\nf: 0x1F\ng: ' x '\n"
    values = ["no", "01", "12:30", "2023-05-01", "1e3", "0x1F", " x "]
    assert _read(tmp_path, text).data == dict(zip("abcdefg", values, strict=True))


@pytest.mark.parametrize("empty", ["", " ~", " null", " NULL", " # rien"])
def test_a_key_without_value_is_noted_as_empty(tmp_path: Path, empty: str) -> None:
    document = _read(tmp_path, f"a:{empty}\nb: x\n")
    assert document.data == {"b": "x"}
    assert document.empty == frozenset({("a",)})


@pytest.mark.parametrize("quoted", ['"~"', "'null'"])
def test_a_quoted_word_is_never_empty(tmp_path: Path, quoted: str) -> None:
    assert _read(tmp_path, f"a: {quoted}\n").data == {"a": quoted[1:-1]}


@pytest.mark.parametrize(
    "raw",
    [b"\xef\xbb\xbfterme: Mot\naire: france\n", b"terme: Mot\r\naire: france\r\n", b"terme: Mot\raire: france\r"],
    ids=["byte-order mark", "Windows line ends", "old Mac line ends"],
)
def test_the_files_of_every_editor_are_read(tmp_path: Path, raw: bytes) -> None:
    document = _read(tmp_path, raw)
    assert document.data == {"terme": "Mot", "aire": "france"}
    assert document.positions[("aire",)] == (2, 7)


def test_a_report_written_on_windows_is_read(tmp_path: Path) -> None:
    document = _read(tmp_path, b"\xef\xbb\xbf---\r\ntitre: R\r\n---\r\n\r\nTexte.\r\n", "recit.md")
    assert (document.data, document.body, document.body_line) == ({"titre": "R"}, "Texte.", 5)


def test_a_colon_may_follow_a_no_break_space(tmp_path: Path) -> None:
    assert _read(tmp_path, "terme\u00a0: Mot\n").data == {"terme": "Mot"}


def test_a_rule_in_a_body_does_not_end_it(tmp_path: Path) -> None:
    assert _read(tmp_path, "---\ntitre: R\n---\nUn.\n\n---\n\nDeux.\n", "recit.md").body == "Un.\n\n---\n\nDeux."


def test_a_file_in_another_encoding_says_where(tmp_path: Path) -> None:
    assert _refused(tmp_path, "terme: Mot\r\naire: é".encode() + "é".encode("latin-1")) == (
        "fiche.yml:2:8 : le fichier n’est pas en UTF-8 : enregistrez-le de nouveau avec l’encodage « UTF-8 »"
    )


def test_a_file_of_a_word_processor_says_what_to_do(tmp_path: Path) -> None:
    assert _refused(tmp_path, "terme: Mot\n".encode("utf-16")) == (
        "fiche.yml:1:1 : le fichier n’est pas en UTF-8 : enregistrez-le de nouveau avec l’encodage « UTF-8 »"
    )


def _zipped(*names: str) -> bytes:
    """A compressed file that holds files of these names, of which the first says what it is, as in LibreOffice."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name in names:
            path, _, content = name.partition("=")
            opened.writestr(path, content or "x" * 500)
    return archive.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FOREIGN = [
    (_zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "un document Word"),
    (_zipped("[Content_Types].xml", "xl/workbook.xml"), "un classeur Excel"),
    (_zipped("[Content_Types].xml", "ppt/presentation.xml"), "un diaporama PowerPoint"),
    (_zipped("mimetype=application/vnd.oasis.opendocument.text", "content.xml"), "un document LibreOffice"),
    (_zipped("mimetype=application/vnd.oasis.opendocument.spreadsheet", "content.xml"), "un fichier LibreOffice"),
    (_zipped("mimetype=application/epub+zip"), "un livre EPUB"),
    (_zipped("Index/Document.iwa"), "un document Pages"),
    (_zipped("a.txt"), "une archive compressée"),
    (OLE + "WordDocument".encode("utf-16-le"), "un ancien document Word"),
    (OLE + "Workbook".encode("utf-16-le"), "un ancien classeur Excel"),
    (OLE + "PowerPoint Document".encode("utf-16-le"), "un ancien diaporama PowerPoint"),
    (b"%PDF-1.7\n", "un document PDF"),
    (b"{\\rtf1\\ansi Mot}", "un document RTF"),
    (b"\x89PNG\r\n\x1a\n", "une image"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "une image"),
    (b"\0\0\0\x18ftypheic", "une image"),
    (b"\xef\xbb\xbf<!DOCTYPE html>\n<html>", "une page web"),
    (b"<?xml version='1.0'?>", "un fichier XML"),
    (b"\0\0\0\x18ftypmp42", "un son ou une vid\u00e9o"),
    (b"SQLite format 3\0", "le fichier d\u2019un programme"),
]


@pytest.mark.parametrize("name", ["fiche.yml", "recit.md"])
@pytest.mark.parametrize(("raw", "kind"), FOREIGN, ids=range(len(FOREIGN)))
def test_a_file_of_another_program_is_named_whatever_its_size(tmp_path: Path, raw: bytes, kind: str, name: str) -> None:
    said = (
        f"{name}:1:1 : c’est {kind}, pas un texte : ouvrez-le avec son logiciel, copiez-en les mots et collez-les dans "
        "un nouveau fichier fait avec un éditeur de texte"
    )
    assert _refused(tmp_path, raw, name) == said
    assert _refused(tmp_path, raw + bytes(MAX_BYTES), name) == said


@pytest.mark.parametrize("text", ["id3: x\n", "MZ: x\n", "PK: x\n", "BM: x\n", "oggs: x\n", "gif: x\n"])
def test_a_text_that_begins_as_a_foreign_file_is_read(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, text).data


def _conflict(place: str, end: int = 0) -> str:
    until = f" jusqu’à la ligne {end}" if end else ""
    return (
        f"{place} : conflit de git laissé ici{until} : gardez l’un des deux textes, celui d’avant « ======= » ou celui "
        "d’après, et effacez les lignes « <<<<<<< », « ======= » et « >>>>>>> »"
    )


CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> ma-branche\n"


def test_each_conflict_of_git_is_told_once_and_nothing_else(tmp_path: Path) -> None:
    text = "a: x\n" + CONFLICT.format("b: y", "b: z") + "c: [\n" + CONFLICT.format("", "d")
    assert _refused(tmp_path, text) == f"{_conflict('fiche.yml:2:1', 6)}\n{_conflict('fiche.yml:8:1', 12)}"
    assert _refused(tmp_path, text.replace("\n", "\r\n")) == _refused(tmp_path, text)


def test_a_conflict_with_the_text_of_before_is_one(tmp_path: Path) -> None:
    text = "<<<<<<< HEAD\na: x\n||||||| 1a2b3c4\na: y\n=======\na: z\n>>>>>>> autre\n"
    assert _refused(tmp_path, text) == _conflict("fiche.yml:1:1", 7)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: x\n=======\nb: y\n", _conflict("fiche.yml:2:1")),
        ("a: x\n>>>>>>> autre\n", _conflict("fiche.yml:2:1")),
        ("<<<<<<< HEAD\na: x\n<<<<<<< HEAD\n", f"{_conflict('fiche.yml:1:1')}\n{_conflict('fiche.yml:3:1')}"),
        ("<<<<<<<\na: x\n=======\n", _conflict("fiche.yml:1:1", 3)),
    ],
)
def test_what_is_left_of_a_conflict_is_told_too(tmp_path: Path, text: str, told: str) -> None:
    assert _refused(tmp_path, text) == told


def test_a_conflict_in_a_body_is_told_but_not_a_line_under_a_title(tmp_path: Path) -> None:
    text = "---\ntitre: R\n---\n\nLe lieu\n=======\n\n"
    assert _read(tmp_path, text, "recit.md").body == "Le lieu\n======="
    assert _refused(tmp_path, text + CONFLICT.format("Un.", "Deux."), "recit.md") == _conflict("recit.md:8:1", 12)


def test_a_heavy_file_is_refused(tmp_path: Path) -> None:
    heavy = "a: " + "x" * (MAX_BYTES - 2)
    assert _refused(tmp_path, heavy) == "fiche.yml:1:1 : fichier trop lourd : 200 ko au plus"
    assert _read(tmp_path, heavy[:-1]).data["a"]


def test_a_file_that_vanished_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_document(tmp_path, "absente.yml")
    assert str(found.value) == (
        "absente.yml:1:1 : fichier illisible : vérifiez qu’il existe encore et que vous pouvez l’ouvrir"
    )


def test_each_line_with_an_invisible_sign_is_told(tmp_path: Path) -> None:
    assert _refused(tmp_path, "a: b\x07\nc: d\u2028\u2028e\nf: g\u00adh\n") == (
        "fiche.yml:1:5 : caractère invisible (U+0007) : effacez-le, ou retapez cette ligne\n"
        "fiche.yml:2:5 : caractère invisible (U+2028) : effacez-le, ou retapez cette ligne\n"
        "fiche.yml:3:5 : caractère invisible (U+00AD) : effacez-le, ou retapez cette ligne"
    )


HIDDEN = [
    *("\0", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\xad", "\u061c", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e"),
    *("\u2028", "\u2029", "\u202e", "\u2066", "\u206f", "\ufdd0", "\ufeff", "\ufffb", "\ufffe", "\uffff", "\U0001d173"),
    *("\U0002fffe", "\U000e0041", "\U0010ffff"),
]  # fmt: skip


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_an_invisible_sign_is_refused_at_its_place_however_it_is_written(tmp_path: Path, sign: str) -> None:
    said = f"caractère invisible (U+{ord(sign):04X}) : effacez-le, ou retapez cette ligne"
    escape = f"\\U{ord(sign):08x}"
    assert _refused(tmp_path, f'a: x\nb: "Un{sign} "\n') == f"fiche.yml:2:7 : {said}"
    assert _refused(tmp_path, f'a: x\nb: "Un{escape} "\n') == f"fiche.yml:2:7 : {said}"
    assert _refused(tmp_path, f'a: x\nb: "Un\n  et \\t{escape} "\n') == f"fiche.yml:3:8 : {said}"
    assert _refused(tmp_path, f'"c{escape}": x\n') == f"fiche.yml:1:3 : {said}"
    assert _refused(tmp_path, f'---\na: ["{escape}"]\n---\n', "recit.md") == f"recit.md:2:6 : {said}"
    assert _refused(tmp_path, f"---\na: x\n---\n\nUn {sign}\n", "recit.md") == f"recit.md:5:4 : {said}"


@pytest.mark.parametrize(
    ("escape", "code"), [(r"\r", "000D"), (r"\e", "001B"), (r"\L", "2028"), (r"\ud83d\ude00", "D83D")]
)
def test_an_escape_of_yaml_for_an_invisible_sign_is_refused(tmp_path: Path, escape: str, code: str) -> None:
    said = f"fiche.yml:1:6 : caractère invisible (U+{code}) : effacez-le, ou retapez cette ligne"
    assert _refused(tmp_path, f'a: "A{escape} B"\n') == said


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "❤️‍🔥", "می‌خواهم", "क्‍ष", "🏳️‍🌈"])
def test_what_joins_emoji_and_letters_of_other_scripts_is_kept(tmp_path: Path, text: str) -> None:
    escaped = text.encode("unicode_escape").decode().replace("\\x", "\\u00")
    assert _read(tmp_path, f'a: {text}\nb: "{escaped}"\n').data == {"a": text, "b": text}


def test_no_invisible_sign_is_printable_which_spares_most_files_a_slow_search() -> None:
    assert not [sign for sign in map(chr, range(sys.maxunicode + 1)) if INVISIBLE.match(sign) and sign.isprintable()]


def test_lines_indented_with_tabs_are_told_together(tmp_path: Path) -> None:
    assert _refused(tmp_path, "a:\n  - b: x\n  \tc: y\n\td: z\n\te: t\n") == (
        "fiche.yml:3:3 : tabulation en début de ligne (et 2 de plus) : décalez avec des espaces ordinaires"
    )


def test_all_aliases_anchors_and_tags_are_told_at_once(tmp_path: Path) -> None:
    assert _refused(tmp_path, "a: &x 1\nb: *x\nc: !!str d\n").count("\n") == 2


WRITTEN = {
    "plain": ("a: Un deux ICI trois.\n", (1, 12)),
    "plain on two lines": ("a: Un deux\n  trois ICI.\n", (2, 9)),
    "plain in a list": ("a:\n  - Un\n  - deux ICI\n", (3, 10)),
    "plain between braces": ("a: {b: Un, c: deux ICI}\n", (1, 20)),
    "quoted": ('a: "Un deux ICI trois."\n', (1, 13)),
    "quoted with apostrophes": ("a: 'Un deux ICI trois.'\n", (1, 13)),
    "quoted on two lines": ('a: "Un deux\n  trois ICI."\n', (2, 9)),
    "literal": ("a: |\n  Un\n\n  deux ICI\n", (4, 8)),
    "literal after blank lines": ("a: |\n\n\n    Un ICI\n", (4, 8)),
    "literal with a chomping mark": ("a: |-  # note\n  Un\n    - deux ICI\n", (3, 12)),
    "folded": ("a: >\n  Un\n  deux ICI\n\n  trois\n", (3, 8)),
    "folded with a chomping mark": ("a: >-\n  Un\n  deux\n\n  trois ICI\n", (5, 9)),
    "escaped": ('a: "Un\\ndeux ICI"\n', (1, 4)),
}


@pytest.mark.parametrize(("written", "place"), WRITTEN.values(), ids=WRITTEN)
def test_a_word_of_a_text_is_found_however_it_is_written(tmp_path: Path, written: str, place: tuple[int, int]) -> None:
    document = _read(tmp_path, written)
    loc = next(loc for loc in document.written if "ICI" in document.written[loc][2])
    value = document.data
    for part in loc:
        value = value[part]  # type: ignore[index]
    text = str(value).strip()
    problem = document.problem_in_text(loc, "a", text, text.index("ICI"), "ici")
    assert (problem.line, problem.column) == place


@pytest.mark.parametrize(("written", "place"), WRITTEN.values(), ids=WRITTEN)
def test_the_lines_of_a_header_are_counted_from_the_top_of_the_file(
    tmp_path: Path, written: str, place: tuple[int, int]
) -> None:
    document = _read(tmp_path, f"---\n{written}---\n\nTexte.\n", "recit.md")
    loc = next(loc for loc in document.written if "ICI" in document.written[loc][2])
    line = document.written[loc][0] + document.written[loc][2].split("ICI")[0].count("\n")
    assert line == place[0] + 1
    assert document.body_line == written.count("\n") + 4


def test_a_word_of_a_body_is_found(tmp_path: Path) -> None:
    document = _read(tmp_path, "---\ntitre: R\n---\n\n\nUn.\n\nDeux ICI.\n", "recit.md")
    problem = document.problem_in_body(document.body.index("ICI"), "ici")
    assert str(problem) == "recit.md:8:6 : texte : ici"


def test_every_sentence_about_the_writing_is_said_by_a_case() -> None:
    said = "\n".join(case.answer for case in CASES if case.name.startswith("documents/"))
    for _, _, sentence in SYNTAX:
        assert re.search(".".join(map(re.escape, sentence.format(sign="\0").split("\0"))), said), sentence


def _problems(path: str, raw: bytes) -> list[Problem]:
    """What is wrong with `raw` as the record `path`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, path)
        file.parent.mkdir(parents=True)
        file.write_bytes(raw)
        try:
            check_document(read_document(Path(folder), path), KIND_OF[path.rpartition("/")[0]], TODAY)
        except ProblemsFound as found:
            return found.problems
    return []


def _check(path: str, raw: bytes) -> None:
    """Nothing but problems may come out of `raw`: single lines that point into the file."""
    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 2
    for problem in _problems(path, raw):
        assert "\n" not in str(problem)
        assert 1 <= problem.line <= lines
        assert problem.column >= 1


PATHS = st.sampled_from(["glossaire/a.yml", "recits/a.md", "contexte/notes/a.md", "initiatives/a.yml"])


@QUICK
@given(PATHS, st.binary(max_size=200))
def test_any_bytes_are_a_record_or_problems(path: str, raw: bytes) -> None:
    _check(path, raw)


YAML = st.lists(
    st.sampled_from(
        [
            *("\"'[]{}:,-?!&*|>%@`#\\~\t \n"),
            *("a", "é", "01", ": ", "- ", "\n- ", "\n  ", "---\n", "...\n", "a: ", "a: |\n", "a: >2-\n", "? ", "<<: "),
            *(
                "%YAML 1.1\n",
                "%TAG ! x\n",
                "!<",
                "!!str ",
                "&a ",
                "*a ",
                '"\\x',
                "\r",
                "\u2028",
                "\x85",
                "\ufeff",
                "\x00",
            ),
        ]
    ),
    max_size=20,
).map("".join)


@QUICK
@given(PATHS, YAML)
@example("glossaire/a.yml", "a: |")
@example("glossaire/a.yml", "{a: b}: c")
@example("glossaire/a.yml", "a: |\n\u2028x\n")
@example("recits/a.md", "---\n---")
@example("recits/a.md", "---\na: |\n---\n")
def test_any_yaml_is_a_record_or_problems(path: str, text: str) -> None:
    _check(path, text.encode())


MARKED = [
    "initiatives/initiative-d-exemple.yml",
    "recits/2023-05-20-recit-d-exemple.md",
    "contexte/notes/note-d-exemple.md",
]


@QUICK
@given(st.sampled_from(MARKED), YAML | st.text(max_size=20), st.floats(0, 1), st.integers(0, 10))
def test_any_slip_in_a_record_is_a_record_or_problems(path: str, slip: str, where: float, cut: int) -> None:
    text = (MINIMAL / path).read_text(encoding="utf-8")
    place = int(where * len(text))
    _check(path, (text[:place] + slip + text[place + cut :]).encode("utf-8", "replace"))
