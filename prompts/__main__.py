"""``python -m prompts check``: whether released prompts are as they were; ``lock``: release new ones."""

import sys

from prompts import PromptError
from prompts.locking import lock, problems


def main(arguments: list[str]) -> int:
    """Do as told; return the exit status: 0 done, 1 something is wrong, 2 wrong usage."""
    if arguments == ["check"]:
        return _told(problems(), failed=True)
    if arguments == ["lock"]:
        try:
            return _told([f"{key}: released" for key in lock()], failed=False)
        except PromptError as error:
            return _told([str(error)], failed=True)
    sys.stderr.write(f"{__doc__}\n")
    return 2


def _told(lines: list[str] | tuple[str, ...], *, failed: bool) -> int:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if failed and lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
