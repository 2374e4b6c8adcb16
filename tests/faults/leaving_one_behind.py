"""A process that starts another, writes its id to the file it is given, and ends before it."""

import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    started = subprocess.Popen(["sleep", "1000"])
    Path(sys.argv[1]).write_text(str(started.pid))
