#!/usr/bin/env python3
"""What a plugin declares is kept in the data folder's cache/ so that a start
need not read it anew. Whatever happens to that folder, the plugins on disk are
what runs."""
import os
import shutil

from http_client import run
from test_overrides import Folder


def cached(folder):
    cache = os.path.join(folder.data, "cache")
    return sorted(os.path.join(cache, name) for name in os.listdir(cache))


def label_of(folder):
    """The name of a query, as the catalogue has it."""
    return folder.ask("oak", "core.catalogue")["queries"]["beds.board"]["zh"]


def it_is_kept_and_used():
    with Folder() as folder:
        assert label_of(folder) == label_of(folder)
        files = cached(folder)
        assert len(files) == 2, files
        assert all(os.stat(name).st_mode & 0o077 == 0 for name in files)
        times = [os.stat(name).st_mtime_ns for name in files]
        label_of(folder)
        assert times == [os.stat(name).st_mtime_ns for name in files], "written again"


def damage_is_read_past():
    with Folder() as folder:
        label = label_of(folder)
        for name in cached(folder):
            with open(name, "r+b") as file:
                content = bytearray(file.read())
                content[len(content) // 2] ^= 1
                file.seek(0)
                file.write(content)
        damaged = [open(name, "rb").read() for name in cached(folder)]
        assert label_of(folder) == label
        assert all(open(name, "rb").read() != was for name, was in zip(cached(folder), damaged))
        for name in cached(folder):
            os.truncate(name, 20)
        assert label_of(folder) == label
        shutil.rmtree(os.path.join(folder.data, "cache"))
        assert label_of(folder) == label
        shutil.rmtree(os.path.join(folder.data, "cache"))
        with open(os.path.join(folder.data, "cache"), "w", encoding="utf-8") as file:
            file.write("no folder")
        assert label_of(folder) == label


def another_plugin_is_another_declaration():
    with Folder() as folder:
        label = label_of(folder)
        path = os.path.join(folder.plugins, "beds", "queries", "board.lua")
        text = open(path, encoding="utf-8").read()
        assert f'zh = "{label}"' in text
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(f'zh = "{label}"', 'zh = "另一个名字"', 1))
        assert label_of(folder) == "另一个名字"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        assert label_of(folder) == label


if __name__ == "__main__":
    run([it_is_kept_and_used, damage_is_read_past, another_plugin_is_another_declaration])
