"""Run the benchmarks that need nothing but the folder of real documents, one after another.

    python -m evals.benchmarks --data DATA

Each keeps its own result under ``results/``; one that fails does not stop the others.
"""

import argparse
import subprocess
import sys
from pathlib import Path

_ALONE = ("startup", "crash")
_ON_DATA = ("structure", "consolidation", "codification", "notes", "package")


def commands(data: Path) -> list[list[str]]:
    """The command of each benchmark."""
    python = [sys.executable, "-m"]
    alone = [[*python, f"evals.benchmarks.{name}"] for name in _ALONE]
    return alone + [[*python, f"evals.benchmarks.{name}", "--data", str(data)] for name in _ON_DATA]


def main() -> None:
    """Run all; exit 1 if any failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of real documents")
    failed = []
    for command in commands(parser.parse_args().data):
        print("$", " ".join(command[1:]), flush=True)
        if subprocess.run(command, check=False).returncode:
            failed.append(command[2])
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
