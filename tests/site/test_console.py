import subprocess
import sys

import pytest

from zhijia.site import console

QUIET = "import sys; from zhijia.site.console import main; "


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in an interpreter of its own, where nothing is imported yet."""
    return subprocess.run([sys.executable, "-c", QUIET + code], capture_output=True, text=True)


def test_a_speech_is_taken_apart_without_django(tmp_path):
    speech = tmp_path / "speech.txt"
    speech.write_text("各级工会要在6月底前完成换届选举。", encoding="utf-8")

    done = run(f"main(['speech', 'tasks', {str(speech)!r}]); sys.exit('django' in sys.modules)")

    assert done.returncode == 0, done.stderr
    assert '"text"' in done.stdout


def test_the_command_alone_explains_itself_in_chinese(capsys):
    assert console.main([]) == 0
    assert "zhijia speech tasks" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["speech"], ["speech", "tasks"], ["speech", "read", "a.txt"]])
def test_a_speech_command_nobody_knows_is_answered_with_the_usage(words, capsys):
    assert console.main(words) == 2
    said = capsys.readouterr()
    assert (said.out, "zhijia speech tasks" in said.err) == ("", True)


def test_all_other_commands_are_djangos(capsys):
    assert console.main(["version"]) == 0
    assert capsys.readouterr().out.startswith("5.2.")
