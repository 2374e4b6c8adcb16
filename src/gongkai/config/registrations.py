"""What the composition declares: the proof of the home itself."""

from gongkai.config.verifications import VERIFICATIONS

REGISTRATIONS = (*VERIFICATIONS,)
