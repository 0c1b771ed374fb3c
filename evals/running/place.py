"""Where a run was made: what times can be compared by."""

import os
import platform

import psutil


def place() -> dict[str, str]:
    """Cores, memory, system and Python; nothing that names the machine."""
    return {
        "cores": str(os.cpu_count()),
        "memory_gb": f"{psutil.virtual_memory().total / 1e9:.0f}",
        "system": platform.system(),
        "python": platform.python_version(),
    }
