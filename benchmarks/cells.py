"""One figure of a table: a share, of how many, and its 95 % interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Cell:
    """``hits`` of ``n``."""

    hits: int
    n: int

    @classmethod
    def of(cls, flags: Iterable[object]) -> Cell:
        """Count what is true."""
        told = [bool(flag) for flag in flags]
        return cls(sum(told), len(told))

    @property
    def share(self) -> float:
        """Hits over all; 0 of none."""
        return self.hits / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval (Wilson 1927)."""
        if not self.n:
            return 0.0, 1.0
        z = 1.96
        middle = (self.share + z * z / (2 * self.n)) / (1 + z * z / self.n)
        inside = self.share * (1 - self.share) / self.n + z * z / (4 * self.n * self.n)
        half_width = z * math.sqrt(inside) / (1 + z * z / self.n)
        return max(0.0, middle - half_width), min(1.0, middle + half_width)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.share:.4f} [{low:.4f}, {high:.4f}] n={self.n}" if self.n else "- n=0"
