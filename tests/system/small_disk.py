"""A disk of its own for a test that fills it."""
import os
import subprocess
import sys

INSIDE = "SONGHE_SMALL_DISK"


def in_a_small_disk(folder, mb):
    """This test again, with a disk of so many MB at the folder; it ends the
    test with a word where none can be mounted."""
    if INSIDE in os.environ:
        return
    mount = f"mkdir -p {folder} && mount -t tmpfs -o size={mb}m none {folder}"
    if subprocess.run(["unshare", "-rm", "sh", "-c", mount],
                      capture_output=True).returncode != 0:
        print("skipped: no small disk can be mounted here")
        sys.exit(0)
    os.environ[INSIDE] = "1"
    os.execvp("unshare", ["unshare", "-rm", "sh", "-c",
                          mount + ' && exec "$0" "$@"', sys.executable,
                          sys.argv[0]])
