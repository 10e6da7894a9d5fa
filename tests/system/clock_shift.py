"""A real host whose wall clock a test may set, forward and back."""
import os
import struct

from api_client import BUILD

LIBRARY = os.path.join(BUILD, "tests", "libclock_shift.so")


class Shift:
    """Seconds that are added to the wall clock of whoever gets `environ`; and
    the ms at which time stands for them, 0: it goes on."""

    def __init__(self, folder, seconds=0, stands=0):
        self.path = os.path.join(folder, "clock-shift")
        with open(self.path, "wb") as file:
            file.write(struct.pack("qq", seconds, stands))

    @property
    def environ(self):
        return {"LD_PRELOAD": LIBRARY, "SONGHE_CLOCK_SHIFT": self.path}

    def set(self, seconds):
        self.write(0, seconds)

    def stand(self, ms):
        self.write(1, ms)

    def write(self, place, number):
        with open(self.path, "r+b", buffering=0) as file:
            file.seek(8 * place)
            file.write(struct.pack("q", number))
