"""The laws live in a module of their own; their failures are to be explained like a test's."""

import pytest

pytest.register_assert_rewrite("tests.connectors.conformance")
