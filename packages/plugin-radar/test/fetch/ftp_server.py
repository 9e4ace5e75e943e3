"""A real FTP server on loopback that misbehaves as it is told.

argv: root folder, JSON of settings. Prints one JSON line an event; the first has the port.
Settings: cuts {file: [bytes, ...]} ends a transfer after so many bytes of it, one entry a transfer; how "data" closes
the data connection, "all" the control connection too, "silent" sends nothing more. sizes {file: bytes} is what it says
of a length. max: connections it takes. noMlsd, noRest, noRead. slow: seconds before each file.
"""
import json
import os
import sys
import threading
import time

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.filesystems import AbstractedFS
from pyftpdlib.handlers import DTPHandler, FTPHandler
from pyftpdlib.servers import ThreadedFTPServer

root, settings = sys.argv[1], json.loads(sys.argv[2])
lock = threading.Lock()
cuts = {name: list(sizes) for name, sizes in settings.get("cuts", {}).items()}
open_now = 0


def say(**event):
    with lock:
        print(json.dumps(event), flush=True)


class Lying(AbstractedFS):
    def _lie(self, path, found):
        told = settings.get("sizes", {}).get(os.path.basename(path))
        if told is None:
            return found
        fields = list(found)
        fields[6] = told
        return os.stat_result(fields)

    def stat(self, path):
        return self._lie(path, super().stat(path))

    def lstat(self, path):
        return self._lie(path, super().lstat(path))

    def getsize(self, path):
        return settings.get("sizes", {}).get(os.path.basename(path), super().getsize(path))


class Cut:
    """A file that ends early, and what happens then."""

    def __init__(self, file, left, control):
        self.file, self.left, self.control = file, left, control

    def __getattr__(self, name):
        return getattr(self.file, name)

    def read(self, size=-1):
        if self.left <= 0:
            how = settings.get("how", "data")
            if how == "silent":
                time.sleep(settings.get("silence", 5))
            time.sleep(0.1)  # what was sent before arrives before the end
            if how == "all":
                self.control.close()
            raise OSError("cut")
        data = self.file.read(min(size, self.left) if size >= 0 else self.left)
        self.left -= len(data)
        return data


class Data(DTPHandler):
    def use_sendfile(self):
        return False


class Handler(FTPHandler):
    dtp_handler = Data
    abstracted_fs = Lying
    banner = "test archive"
    auth_failed_timeout = 0

    def on_connect(self):
        global open_now
        with lock:
            open_now += 1
        say(event="connect", open=open_now)
        if settings.get("max") and open_now > settings["max"]:
            self.respond("421 Too many connections for this user.")
            self.close_when_done()

    def on_disconnect(self):
        global open_now
        with lock:
            open_now -= 1

    def on_login(self, username):
        say(event="login")

    def push_dtp_data(self, data, isproducer=False, file=None, cmd=None):
        name = os.path.basename(file.name) if file is not None else None
        if name and cuts.get(name):
            data.file = Cut(file, cuts[name].pop(0), self)
        return super().push_dtp_data(data, isproducer, file, cmd)

    def ftp_RETR(self, file):
        say(event="retr", file=os.path.basename(file), at=self._restart_position)
        time.sleep(settings.get("slow", 0))
        return super().ftp_RETR(file)


for command in (["MLSD", "MLST"] if settings.get("noMlsd") else []) + (["REST"] if settings.get("noRest") else []):
    Handler.proto_cmds = {name: what for name, what in Handler.proto_cmds.items() if name != command}
authorizer = DummyAuthorizer()
authorizer.add_user("alice", "open-sesame", root, perm="el" if settings.get("noRead") else "elr")
Handler.authorizer = authorizer
server = ThreadedFTPServer(("127.0.0.1", 0), Handler)
say(port=server.address[1])
server.serve_forever(handle_exit=False)
