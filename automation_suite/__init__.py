"""The engine of the Automation Suite: shared by ``run.py``, the keyword libraries and the web application.

It knows no page of any platform. Imports run one way: suites, resources, libraries, then this package.
"""

import atexit
import gc

# What is loaded stays until the process ends, so the collector need not look through it once more at the end; that
# takes a tenth of a second in each of a run's processes.
atexit.register(gc.freeze)
