"""`make accuracy`: how well charge strings are matched, on labels made blind; `--write` keeps it in the docs."""

import sys

from tests.accuracy.measure import report
from tests.accuracy.page import BEGIN, END, PAGE

told = report()
print(told)
if "--write" in sys.argv:
    text = PAGE.read_text(encoding="utf-8")
    head, tail = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(f"{head}{BEGIN}\n\n{told}\n{END}{tail}", encoding="utf-8")
