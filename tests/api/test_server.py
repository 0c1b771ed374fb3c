import socket

import pytest

from api.errors import CannotListen
from api.server import serve


def test_a_port_that_is_taken_is_told_in_words(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen) as caught:
            serve(settings, port=port)
    assert str(port) in caught.value.message
    assert "--port" in caught.value.hint
