"""A server that stands in for where open corpora are published, and cuts connections on request."""

import hashlib
import io
import zipfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from toolkit.datasets.catalogue import Entry, digest


def entry_for(name, contents, **more):
    """Enter contents (path to bytes) as a corpus that is to be brought."""
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in contents.items()}
    facts = {
        **{"title": "Invented", "language": "en", "licence": "CC0-1.0", "first": 1, "last": 2},
        **{"documents": len(contents), "tokens": 0, "owner": "someone", "repository": "texts"},
        **{"commit": "0123456789abcdef" * 2, "files": ".*", "n_files": len(contents)},
        **{"bytes": sum(map(len, contents.values())), "digest": digest(hashes)},
    }
    return Entry(name=name, **(facts | more))


def archive_of(entry, files):
    """Pack files as the archive of a commit: below one folder, with others that nobody wants."""
    packed = io.BytesIO()
    top = f"{entry.repository}-{entry.commit}"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{top}/", "")
        for path, content in files.items():
            archive.writestr(f"{top}/{path}", content)
    return packed.getvalue()


class Upstream:
    """What is served, by path; `cut` is after how many bytes the next answers break off."""

    def __init__(self):
        self.served, self.cut, self.asked, self.status = {}, [], [], 200
        self.base = ""


@contextmanager
def serving():
    """Serve on a free port of this machine."""
    upstream = Upstream()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            """Answer, from the byte that is asked for, and perhaps not to the end."""
            first = int(self.headers.get("Range", "bytes=0-")[6:].rstrip("-"))
            upstream.asked.append((self.path, first))
            content = upstream.served.get(self.path)
            if content is None or upstream.status != 200:
                self.send_error(404 if content is None else upstream.status)
                return
            if first > len(content):
                self.send_error(416)
                return
            self.send_response(206 if first else 200)
            self.send_header("Content-Length", str(len(content) - first))
            self.end_headers()
            stop = upstream.cut.pop(0) if upstream.cut else len(content)
            self.wfile.write(content[first:stop])
            if stop < len(content):
                self.close_connection = True

        def log_message(self, *_):
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    upstream.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield upstream
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
