"""Readers: from a file of any format to lines. Importing this package loads no format's library.

``read_file`` reads one file in a guarded process; ``ReaderPool`` reads many. ``read_here`` reads
without the guard. ``expand`` opens zip files safely.
"""

from ingest.readers.archive import Expanded, expand
from ingest.readers.formats import read_here
from ingest.readers.guard import ReaderPool, read_guarded
from ingest.readers.options import ReaderOptions

read_file = read_guarded

__all__ = ["Expanded", "ReaderOptions", "ReaderPool", "expand", "read_file", "read_guarded", "read_here"]
