"""`dev.py` as people run it: in a copy of the project whose uv, Python and browser only write down their orders."""

import ast
import errno
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from traversees import edge
from traversees.environment import packages, processes

SOURCE = Path(dev.__file__)

UV = """\
#!/bin/sh
[ "$1" = --version ] && echo "uv ${UV_STUB_VERSION:-0.13.9} (stub)" && exit 0
echo "$*" >> uv.log
[ -n "$UV_STUB_FAILURE" ] && echo "$UV_STUB_FAILURE" >&2 && exit 2
/bin/mkdir -p .venv/bin
/bin/cp python.stub .venv/bin/python
"""

PYTHON = """\
#!/bin/sh
echo "python $*"
case "$*" in
  *--serve*) exec /bin/sleep 30 ;;
  *-m\\ pytest*) echo "browser $CHROMIUM" ;;
esac
for word in $FAILING; do case "$*" in *$word*) exit 1 ;; esac; done
exit 0
"""

NODE = "#!/bin/sh\n"
NPM = """\
#!/bin/sh
[ "$1" = --version ] && exit 0
echo "${0##*/} $*" >> npm.log
[ -n "$NPM_STUB_FAILURE" ] && echo "$NPM_STUB_FAILURE" >&2 && exit 1
/bin/mkdir -p tests/node_modules
"""

NO_VENV = (
    "Il manque le module venv de Python : installez-le (Debian, Ubuntu : « sudo apt install python3-venv »), "
    "puis recommencez.\n"
)
NO_NETWORK = "Le réseau ne répond pas : vérifiez votre connexion (ou la variable HTTPS_PROXY), puis recommencez."
NO_BROWSER = (
    "Il manque un navigateur pour les tests : installez Chromium ou Chrome (Debian : « sudo apt install chromium ») "
    "ou indiquez le vôtre dans la variable CHROMIUM, puis recommencez.\n"
)
PORT_TAKEN = (
    "Le port 8000 est déjà pris : arrêtez le programme qui l’occupe (souvent un autre « serve »), puis recommencez.\n"
)

needs_posix = pytest.mark.skipif(os.name == "nt", reason="les programmes d’essai sont des scripts sh")


class Project:
    """A copy of `dev.py` in `root`, and the PATH that it sees, `programs`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.programs = root / "programs"
        self.programs.mkdir()
        for name, text in (("dev.py", SOURCE.read_text(encoding="utf-8")), ("uv.lock", "lock"), ("pyproject.toml", "")):
            (root / name).write_text(text, encoding="utf-8")
        (root / "traversees").mkdir()
        for name in ("__init__.py", "edge.py"):
            shutil.copy(SOURCE.parent / "traversees" / name, root / "traversees" / name)
        shutil.copytree(SOURCE.parent / "traversees" / "environment", root / "traversees" / "environment")
        self.add_program(root / "python.stub", PYTHON)
        (root / "tests").mkdir()
        for name in ("package.json", "package-lock.json"):
            (root / "tests" / name).write_text("{}", encoding="utf-8")
        for name, text in (("node", NODE), ("npm", NPM), ("java", NODE)):
            self.add_program(self.programs / name, text)

    def add_program(self, file: Path, text: str) -> None:
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)

    def add_uv(self) -> None:
        self.add_program(self.programs / "uv", UV)

    def variables(self, **more: str) -> dict[str, str]:
        ours = ("PIP_", "UV_", "CHROMIUM", "PYTHON", "DEBIAN_", "CI")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return kept | {"PATH": str(self.programs), "PYTHONUTF8": "1"} | more

    def run(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "dev.py", *arguments],
            cwd=self.root,
            env=self.variables(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "dev.py", *arguments],
            cwd=self.root,
            env=self.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def syncs(self) -> list[str]:
        """The orders given to uv, without the path of Python."""
        log = self.root / "uv.log"
        text = log.read_text(encoding="utf-8") if log.exists() else ""
        return [line.replace(sys.executable, "PYTHON") for line in text.splitlines()]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


# --- The command line


@pytest.mark.parametrize("arguments", [(), ("-h",), ("--help",)])
def test_without_a_command_the_help_shows_each_command_in_french(project: Project, arguments: tuple[str, ...]) -> None:
    result = project.run(*arguments)
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{dev.HELP}\n", "")
    assert re.findall(r"dev\.py (\w+)", result.stdout) == ["serve", "site", "retour", "check", "test", "bench"]


def test_an_unknown_command_names_those_that_exist(project: Project) -> None:
    result = project.run("construire")
    assert result.stderr == "Commande « construire » inconnue ; attendu : site, retour, serve, check, test, bench.\n"
    assert result.returncode == 1


def test_a_word_too_many_is_refused(project: Project) -> None:
    result = project.run("check", "--vite", "recits")
    assert (result.returncode, result.stderr) == (
        1,
        "La commande « check » s’emploie seule : retirez « --vite recits ».\n",
    )


@pytest.mark.parametrize("version", [(3, 6), (3, 10)])
def test_a_python_too_old_is_told_which_one_to_install(version: tuple[int, int]) -> None:
    assert dev.refusal_of_python(version) == (
        f"Ce Python est trop ancien (3.{version[1]}) : installez Python 3.11 ou plus récent "
        "(https://www.python.org/downloads/), puis recommencez."
    )


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_a_recent_python_is_accepted(version: tuple[int, int]) -> None:
    assert dev.refusal_of_python(version) == ""


def test_an_old_python_can_read_the_file_that_refuses_it() -> None:
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 7))


# --- The environment


def hidden(module: str, folder: Path) -> str:
    """A value of PYTHONPATH that makes `module` impossible to find."""
    (folder / "sitecustomize.py").write_text(f"import sys\nsys.modules['{module}'] = None\n", encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_what_to_install(project: Project, module: str) -> None:
    result = project.run("check", PYTHONPATH=hidden(module, project.programs))
    assert (result.returncode, result.stdout, result.stderr) == (1, "", NO_VENV)


@needs_posix
def test_a_uv_too_old_is_passed_over(project: Project) -> None:
    project.add_uv()
    result = project.run("check", UV_STUB_VERSION="0.4.30", PYTHONPATH=hidden("ensurepip", project.programs))
    assert (result.stderr, project.syncs()) == (NO_VENV, [])


@needs_posix
def test_a_uv_that_does_not_run_is_passed_over(project: Project) -> None:
    project.add_program(project.programs / "uv", "#!/bin/sh\necho 'uv: command not found'\nexit 127\n")
    assert project.run("check", PYTHONPATH=hidden("ensurepip", project.programs)).stderr == NO_VENV


def test_without_network_one_sentence_says_so(project: Project) -> None:
    nowhere = {"HTTPS_PROXY": "http://127.0.0.1:9", "PIP_RETRIES": "1", "PIP_CONFIG_FILE": os.devnull}
    result = project.run("check", **nowhere)
    assert (result.returncode, result.stderr) == (1, f"{NO_NETWORK}\n")
    assert result.stdout == f"Installation de uv {packages.UV} dans .outils/…\n"


@needs_posix
def test_the_environment_is_made_once_then_only_when_the_lock_changes(project: Project) -> None:
    project.add_uv()
    for _ in range(2):
        assert project.run("check").returncode == 0
    assert project.syncs() == ["sync --locked --python PYTHON --no-dev --inexact"]
    (project.root / "uv.lock").write_text("another lock", encoding="utf-8")
    project.run("site")
    assert len(project.syncs()) == 2


@needs_posix
def test_the_environment_of_the_tests_serves_for_the_rest(project: Project) -> None:
    project.add_uv()
    project.run("check")
    project.run("test", CHROMIUM="/bin/true")
    project.run("check")
    assert project.syncs() == [
        "sync --locked --python PYTHON --no-dev --inexact",
        "sync --locked --python PYTHON",
    ]


@needs_posix
def test_an_environment_removed_by_hand_is_made_again(project: Project) -> None:
    project.add_uv()
    project.run("check")
    (project.root / ".venv/bin/python").unlink()
    assert project.run("check").returncode == 0
    assert len(project.syncs()) == 2


@needs_posix
def test_a_failed_installation_is_one_sentence_and_is_tried_again(project: Project) -> None:
    project.add_uv()
    failure = "error: Failed to fetch: https://example.org\n  cause: dns error"
    result = project.run("check", UV_STUB_FAILURE=failure)
    assert (result.returncode, result.stderr) == (1, f"{NO_NETWORK}\n")
    assert project.run("check").returncode == 0
    assert len(project.syncs()) == 2


INSTALLERS = {
    "error: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.": (
        "uv.lock ne correspond plus à pyproject.toml : lancez « uv lock », puis recommencez."
    ),
    "error: Failed to download `nh3==0.3.8`\n  cause: Network connectivity is disabled": NO_NETWORK,
    "NewConnectionError: [Errno -3] Temporary failure\nERROR: No matching distribution found for uv": NO_NETWORK,
    "  cause: error sending request\n  cause: invalid peer certificate: UnknownIssuer": (
        "Le certificat du réseau est inconnu (proxy ?) : indiquez-le dans SSL_CERT_FILE et PIP_CERT, puis recommencez."
    ),
    "error: failed to write to file: No space left on device (os error 28)": (
        "Le disque est plein : libérez un gigaoctet, puis recommencez."
    ),
    "[Errno 13] Permission denied: '.outils'": (
        "L’écriture est refusée dans le dossier du projet ou le cache de uv : corrigez leurs droits, puis recommencez."
    ),
    "npm error code EAI_AGAIN\nnpm error errno EAI_AGAIN": NO_NETWORK,
    "npm error Exit handler never called!\nnpm error   code: 'ECONNREFUSED',": NO_NETWORK,
    "npm error code SELF_SIGNED_CERT_IN_CHAIN": (
        "Le certificat du réseau est inconnu (proxy ?) : indiquez-le dans NODE_EXTRA_CA_CERTS, puis recommencez."
    ),
    "npm ERR! code EUSAGE\nnpm ERR! \nnpm ERR! `npm ci` can only install packages when": (
        "tests/package-lock.json ne correspond plus à tests/package.json : lancez « npm install --package-lock-only » dans tests/, puis recommencez."
    ),
    "npm error code EACCES\nnpm error syscall mkdir": (
        "L’écriture est refusée dans le dossier tests/ ou le cache de npm : corrigez leurs droits, puis recommencez."
    ),
    "npm error code ENOSPC": "Le disque est plein : libérez un gigaoctet, puis recommencez.",
    "error: Failed to build `nh3==0.3.8`": (
        "Un des paquets n’existe pas pour ce système ou ce Python ({}.{}) : essayez avec Python 3.13."
    ).format(*sys.version_info),
}


@pytest.mark.parametrize("text", INSTALLERS)
def test_what_the_installers_print_becomes_one_sentence(text: str) -> None:
    assert packages.explained(text, "uv") == INSTALLERS[text]


def test_a_failure_that_nobody_foresaw_keeps_the_words_of_the_tool() -> None:
    assert packages.explained("error: panne inconnue\n", "uv") == (
        "error: panne inconnue\n\nL’installation a échoué : le message ci-dessus, de l’outil d’installation, dit pourquoi."
    )


@needs_posix
def test_a_missing_lock_is_named(project: Project) -> None:
    (project.root / "uv.lock").unlink()
    assert project.run("check").stderr == (
        f"« {project.root / 'uv.lock'} » est absent ou inaccessible : vérifiez ce fichier et ses droits, "
        "puis recommencez.\n"
    )


def test_a_full_disk_is_named() -> None:
    assert edge.sentence_of(OSError(errno.ENOSPC, "No space left")) == edge.DISK_IS_FULL


# --- test


def verdicts(output: str) -> list[str]:
    """The verdict lines, without the seconds."""
    return [re.sub(r"\d+ s", "… s", line) for line in output.splitlines() if re.search(r" s\)\.$", line)]


@needs_posix
def test_every_check_runs_in_order_even_after_one_that_fails(project: Project) -> None:
    project.add_uv()
    result = project.run("test", CHROMIUM="/bin/true", FAILING="ruff mypy")
    assert [line for line in result.stdout.splitlines() if line.startswith("python ")] == [
        "python -m ruff check .",
        "python -m ruff format --check .",
        "python -m mypy --strict",
        "python -m traversees.command.site",
        f"python -m pytest {' '.join(dev.IN_PARALLEL)}",
    ]
    assert verdicts(result.stdout) == [
        "Règles du code (ruff check) : à corriger (… s).",
        "Mise en forme du code (ruff format) : à corriger (… s).",
        "Types (mypy) : à corriger (… s).",
        "Construction du site : réussi (… s).",
        "Tests, navigateur compris (pytest) : réussi (… s).",
    ]
    assert result.stdout.splitlines()[-1] == (
        "3 vérification(s) sur 5 à corriger : "
        "Règles du code (ruff check) ; Mise en forme du code (ruff format) ; Types (mypy)."
    )
    assert result.returncode == 1


@needs_posix
def test_when_all_is_well_the_last_line_says_so(project: Project) -> None:
    project.add_uv()
    result = project.run("test", CHROMIUM="/bin/true")
    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, "Les 5 vérifications ont réussi.")


@needs_posix
def test_what_follows_test_goes_to_pytest_with_the_browser(project: Project) -> None:
    project.add_uv()
    output = project.run("test", "-k", "typographie", CHROMIUM="/bin/true").stdout
    assert f"python -m pytest {' '.join(dev.IN_PARALLEL)} -k typographie\nbrowser /bin/true\n" in output


@needs_posix
def test_what_follows_bench_goes_to_the_benchmark(project: Project) -> None:
    project.add_uv()
    result = project.run("bench", "--tailles", "100", CHROMIUM="/bin/true")
    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, "python -m bench --tailles 100")


@needs_posix
def test_a_browser_on_the_path_is_found_unless_it_does_not_start(project: Project) -> None:
    project.add_uv()
    project.add_program(project.programs / "chromium", "#!/bin/sh\nexit 1\n")
    project.add_program(project.programs / "google-chrome", "#!/bin/sh\nexit 0\n")
    assert f"browser {project.programs / 'google-chrome'}\n" in project.run("test").stdout


@needs_posix
def test_a_chromium_given_that_does_not_start_is_refused(project: Project) -> None:
    project.add_uv()
    assert project.run("test", CHROMIUM="/absent/chromium").stderr == (
        "La variable CHROMIUM désigne « /absent/chromium », qui ne démarre pas : corrigez-la ou retirez-la.\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="ailleurs, un navigateur installé est trouvé hors du PATH")
def test_without_a_browser_one_sentence_says_what_to_install(project: Project) -> None:
    project.add_uv()
    result = project.run("test", FAILING="playwright")
    assert (result.returncode, result.stderr) == (1, NO_BROWSER)


APT = """\
#!/bin/sh
echo "$DEBIAN_FRONTEND $*" >> apt.log
case "$*" in *"recommends {known} "*) /bin/cp /bin/true programs/{known} ;; esac
"""


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="seul root installe un paquet de Debian")
@pytest.mark.parametrize("known", ["chromium-headless-shell", "chromium"])
def test_root_on_debian_installs_the_lightest_chromium_that_there_is(project: Project, known: str) -> None:
    project.add_uv()
    project.add_program(project.programs / "apt-get", APT.format(known=known))
    result = project.run("test", FAILING="playwright")
    assert f"browser {project.programs / known}\n" in result.stdout
    asked = (project.root / "apt.log").read_text(encoding="utf-8").splitlines()
    order = "noninteractive install -y --no-install-recommends {} fonts-liberation"
    wanted = ["chromium-headless-shell", "chromium"][: 1 if known.endswith("shell") else 2]
    assert asked == [line for package in wanted for line in (" update", order.format(package))]


def test_temporary_files_are_written_in_memory_only_where_there_is_much_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with dev.temporary_files_in_memory() as more:
        places = [Path(place) for place in more.values()]
        assert all(place.is_dir() for place in places)
    assert not any(place.exists() for place in places)
    monkeypatch.setattr(dev, "MUCH_MEMORY", sys.maxsize)
    with dev.temporary_files_in_memory() as more:
        assert more == {}


def test_commands_keep_what_python_compiles_and_know_no_other_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "PYTHONHOME"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("TRAVERSEES_ADRESSE", "https://base.exemple/")
    given = processes.variables()
    assert given["TRAVERSEES_ADRESSE"] == "https://base.exemple/"
    assert not {"PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "PYTHONHOME"} & set(given)


# --- The judges that come from npm


def npm_orders(project: Project) -> list[str]:
    log = project.root / "npm.log"
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


@needs_posix
def test_the_judges_are_installed_once_then_only_when_their_lock_changes(project: Project) -> None:
    project.add_uv()
    order = f"npm --prefix {project.root / 'tests'} ci --ignore-scripts --no-audit --no-fund"
    for _ in range(2):
        assert project.run("test", CHROMIUM="/bin/true").returncode == 0
    assert npm_orders(project) == [order]
    (project.root / "tests/package-lock.json").write_text('{"another": "lock"}', encoding="utf-8")
    project.run("test", CHROMIUM="/bin/true")
    assert npm_orders(project) == [order, order]


@needs_posix
@pytest.mark.parametrize("arguments", [("site",), ("check",), ("serve",)], ids=" ".join)
def test_what_is_not_a_test_never_asks_for_the_judges(project: Project, arguments: tuple[str, ...]) -> None:
    project.add_uv()
    for name in ("node", "npm", "java"):
        (project.programs / name).unlink()
    (project.root / "tests/package-lock.json").unlink()
    if arguments == ("serve",):
        assert interrupted(project, group=True, number=signal.SIGINT) == (0, "\nServeur arrêté.\n", "")
    else:
        assert project.run(*arguments, CI="true").returncode == 0
    assert npm_orders(project) == []


@needs_posix
def test_without_node_or_java_the_end_says_what_was_skipped(project: Project) -> None:
    project.add_uv()
    for name in ("npm", "java"):
        (project.programs / name).unlink()
    result = project.run("test", CHROMIUM="/bin/true")
    assert result.returncode == 0
    assert result.stdout.splitlines()[-4:] == [
        "",
        "Sans Node (https://nodejs.org/fr), l’accessibilité, l’orthographe, le HTML et les scripts ne sont pas vérifiés.",
        "Sans Java (https://adoptium.net/fr), le HTML n’est pas vérifié.",
        "Les 5 vérifications ont réussi.",
    ]
    assert npm_orders(project) == []


@needs_posix
def test_a_java_that_does_not_start_is_missing(project: Project) -> None:
    project.add_uv()
    project.add_program(project.programs / "java", "#!/bin/sh\nexit 1\n")  # as on a new Mac
    assert "Sans Java (https://adoptium.net/fr), le HTML n’est pas vérifié.\n" in (
        project.run("test", CHROMIUM="/bin/true").stdout
    )


@needs_posix
def test_a_forge_without_the_judges_fails_with_a_sentence(project: Project) -> None:
    project.add_uv()
    for name in ("node", "java"):
        (project.programs / name).unlink()
    result = project.run("test", CHROMIUM="/bin/true", CI="true")
    assert (result.returncode, result.stderr) == (
        1,
        "La forge doit tout vérifier : installez-y Node et Java, puis recommencez.\n",
    )


@needs_posix
def test_judges_that_cannot_be_fetched_cost_one_sentence_and_are_tried_again(project: Project) -> None:
    project.add_uv()
    failure = "npm error code ENOTFOUND\nnpm error network request to https://example.org failed"
    result = project.run("test", CHROMIUM="/bin/true", NPM_STUB_FAILURE=failure)
    assert (result.returncode, result.stderr) == (1, f"{NO_NETWORK}\n")
    assert project.run("test", CHROMIUM="/bin/true").returncode == 0
    assert len(npm_orders(project)) == 2


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="seul root installe un paquet de Debian")
def test_root_on_debian_installs_node_and_java(project: Project) -> None:
    project.add_uv()
    for name in ("node", "npm", "java"):
        (project.programs / name).rename(project.root / name)
    project.add_program(
        project.programs / "apt-get",
        '#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> apt.log\n[ "$1" = update ] || /bin/mv node npm java programs\n',
    )
    assert project.run("test", CHROMIUM="/bin/true", CI="true").returncode == 0
    assert (project.root / "apt.log").read_text(encoding="utf-8").splitlines() == [
        " update",
        "noninteractive install -y --no-install-recommends nodejs npm default-jre-headless",
    ]
    assert len(npm_orders(project)) == 1


# --- serve


def test_a_port_already_taken_is_named(project: Project) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if not dev.port_is_taken():
            other.bind(("127.0.0.1", dev.PORT))
            other.listen()
        result = project.run("serve")
    assert (result.returncode, result.stdout, result.stderr) == (1, "", PORT_TAKEN)


@needs_posix
def test_ctrl_c_ends_the_server_quietly(project: Project) -> None:
    assert interrupted(project, group=True, number=signal.SIGINT) == (0, "\nServeur arrêté.\n", "")


@needs_posix
def test_a_server_ended_from_outside_leaves_nothing_behind(project: Project) -> None:
    # communicate() returns only once the server, which shares our pipes, has ended too
    assert interrupted(project, group=False, number=signal.SIGTERM) == (0, "\nServeur arrêté.\n", "")


@needs_posix
def test_ctrl_c_before_the_server_is_ready_is_quiet_too(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("import time\nprint('started', flush=True)\ntime.sleep(30)\n", encoding="utf-8")
    command = [sys.executable, "-c", processes.QUIETLY, "slow"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, stdout=pipe, stderr=pipe, encoding="utf-8") as process:
        assert process.stdout
        assert process.stdout.readline() == "started\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=10) == ("", "")


def test_a_command_run_quietly_gets_its_arguments_and_gives_its_exit_code(tmp_path: Path) -> None:
    (tmp_path / "fails.py").write_text("import sys\nprint(sys.argv[1:])\nsys.exit(3)\n", encoding="utf-8")
    command = [sys.executable, "-c", processes.QUIETLY, "fails", "--check"]
    result = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    assert (result.returncode, result.stdout) == (3, "['--check']\n")


def interrupted(project: Project, *, group: bool, number: int) -> tuple[int, str, str]:
    """Start `serve`, send it the signal `number`; its exit code, and what it printed from then on."""
    if dev.port_is_taken():
        pytest.skip("le port 8000 est occupé sur cette machine")
    project.add_uv()
    process = project.start("serve")
    assert process.stdout
    while not process.stdout.readline().startswith("python "):
        assert process.poll() is None
    (os.killpg if group else os.kill)(process.pid, number)
    output, errors = process.communicate(timeout=10)
    return process.returncode, output, errors
