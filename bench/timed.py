"""`python timed.py RESULT COMMAND…`: runs a command and writes in RESULT its time, processor time (s) and memory (MB).

Apart and small, because the memory of a process is counted from that of its parent on.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

BYTES = 1 if sys.platform == "darwin" else 1024

if __name__ == "__main__":
    start = time.perf_counter()
    process = subprocess.Popen(sys.argv[2:])
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    cost = (seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * BYTES / 1_000_000)
    Path(sys.argv[1]).write_text(json.dumps(cost), encoding="utf-8")
    sys.exit(1 if process.returncode else 0)
