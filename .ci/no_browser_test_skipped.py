"""Fails if a browser test was skipped, or if there was none: a skipped test has held nothing up."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET

cases = list(ET.parse(sys.argv[1]).iter("testcase"))
browser = [case for case in cases if case.get("classname", "").startswith("tests.browser")]
skipped = [case.get("name") for case in browser if case.find("skipped") is not None]
print(f"{len(cases)} tests, {len(browser)} of them in the browser, {len(skipped)} of those skipped")
if skipped or not browser:
    sys.exit(f"Browser tests that did not run: {skipped or 'all of them'}")
