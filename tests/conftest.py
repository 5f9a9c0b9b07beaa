"""What holds for every test: a busy machine is no failure, so no example has a deadline.

Every run tries the same 50 examples of a property, so that what it covers is the same from run to run; more, and others
each time, with HYPOTHESIS_PROFILE=thorough.
"""

import os

from hypothesis import settings

settings.register_profile("outward", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "outward"))
