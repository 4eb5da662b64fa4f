"""Records: the names of files and of folders that every system takes."""

from __future__ import annotations

import re

LONGEST = 100
"""Signs: with its folders and what stands under it in the site, a path stays far from the 260 of Windows."""

RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""The devices of Windows, which opens no file nor folder of these names, whatever its ending."""
