"""`make setup` and `make lock`: each ends well, or in one Danish and one English sentence."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from brobygger.site.faults import Fault, of_system, unexpected
from brobygger.site.setup import design_system, packages


def main(argv: list[str]) -> int:
    """Make the environment, or with `lock` renew the file that pins it. Returns 0, or 2 after a fault."""
    clone = Path.cwd()
    try:
        if argv == ["lock"]:
            packages.renew_lock(clone)
        else:
            packages.install(clone)
            design_system.install(clone)
    except Fault as fault:
        return _refused(fault)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _refused(of_system(error))
    except Exception as error:
        if os.environ.get("BROBYGGER_TRACEBACK"):
            raise
        return _refused(unexpected(error))
    return 0


def _refused(fault: Fault) -> int:
    print(f"brobygger: {fault}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
