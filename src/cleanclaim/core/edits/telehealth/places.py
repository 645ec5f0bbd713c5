"""Places and ways of a visit from afar."""

FROM_AFAR = frozenset({"02", "10"})
MODES = frozenset({"video", "audio", "stored"})
