"""The engine of the Automation Suite: shared by ``run.py``, the keyword libraries and the web application.

It knows no page of any platform. Imports run one way: suites, resources, libraries, then this package.
"""
