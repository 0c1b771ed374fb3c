"""Released prompts do not change: ``prompts.lock`` has the hash of each, and only grows."""

from collections.abc import Iterator

from prompts import FOLDER, PromptError, load, names, versions

LOCK = FOLDER / "prompts.lock"


def released() -> dict[str, str]:
    """The hash of each released version, by ``name/version``."""
    if not LOCK.exists():
        return {}
    return dict(line.split() for line in LOCK.read_text("utf-8").splitlines())


def present() -> dict[str, str]:
    """The same, of the files that are there. Raises ``PromptError`` where one is not as it must be."""
    prompts = (load(name, version) for name in names() for version in versions(name))
    return {f"{prompt.name}/{prompt.version}": prompt.hash for prompt in prompts}


def problems() -> tuple[str, ...]:
    """What is wrong with the prompts: files that cannot be read, that are not locked, or that are
    not what was released. Empty where all is well.
    """
    try:
        return tuple(_differences(released(), present()))
    except PromptError as error:
        return (str(error),)


def _differences(locked: dict[str, str], there: dict[str, str]) -> Iterator[str]:
    for key in sorted(locked.keys() | there.keys()):
        if key not in there:
            yield f"{key}: released, and gone"
        elif key not in locked:
            yield f"{key}: not in prompts.lock"
        elif locked[key] != there[key]:
            yield f"{key}: changed after its release"


def lock() -> tuple[str, ...]:
    """Add new versions to the lock; return them.

    Raises ``PromptError`` where a released one is gone or has changed: what an answer was written by
    must stay to be seen. A better prompt is a new version.
    """
    locked, there = released(), present()
    spoilt = [told for told in _differences(locked, there) if not told.endswith("not in prompts.lock")]
    if spoilt:
        raise PromptError("; ".join(spoilt))
    new = tuple(sorted(there.keys() - locked.keys()))
    LOCK.write_text("".join(f"{key} {there[key]}\n" for key in sorted(there)), encoding="utf-8")
    return new
