"""A real host whose wall clock a test may set, forward and back."""
import os
import struct

from api_client import BUILD

LIBRARY = os.path.join(BUILD, "tests", "libclock_shift.so")


class Shift:
    """Seconds that are added to the wall clock of whoever gets `environ`."""

    def __init__(self, folder, seconds=0):
        self.path = os.path.join(folder, "clock-shift")
        with open(self.path, "wb") as file:
            file.write(struct.pack("q", seconds))

    @property
    def environ(self):
        return {"LD_PRELOAD": LIBRARY, "SONGHE_CLOCK_SHIFT": self.path}

    def set(self, seconds):
        with open(self.path, "r+b") as file:
            file.write(struct.pack("q", seconds))
