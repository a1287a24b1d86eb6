"""The file of an index: one header, then arrays, mapped into memory as they lie.

Header, little-endian: magic (8 bytes), format version (u32), policy version (u32), register number (u64), SHA-256 of
all that follows it (32 bytes), length of the directory (u64). Then the directory (JSON: name, type, shape and place of
each array), then the arrays, each at a multiple of 64 bytes. Texts are UTF-8 blobs with offsets. Never pickle.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from acordo.errors import Conflict, Missing, Unproved
from acordo.matching.policy import POLICY_VERSION

if TYPE_CHECKING:
    from pathlib import Path

FORMAT_VERSION = 1
_MAGIC = b"ACORDOIX"
_HEADER = struct.Struct("<8sIIQ32sQ")
_ALIGNMENT = 64
_TYPES = {"|u1", "<i4", "<u4", "<i8", "<u8", "<f4", "<f8"}

Arrays = Mapping[str, NDArray[Any]]


class OtherIndexVersion(Conflict):
    """The index was built by another version."""

    code = "matching.other_index_version"
    sentence = "The index {path} was built with {what} {found}; this program uses {expected}. Build it again."


class DamagedIndex(Unproved):
    """The index is not what was written."""

    code = "matching.damaged_index"
    sentence = "The index {path} is damaged: {reason}. Build it again."


class NoIndex(Missing):
    """There is no index there."""

    code = "matching.no_index"
    sentence = "There is no index at {path}. Build it first."


def write(path: Path, arrays: Arrays, register_number: int) -> None:
    """Write aside, flush to the disk, rename; only the owner may read it."""
    directory: dict[str, dict[str, Any]] = {}
    place = 0
    for name, array in arrays.items():
        directory[name] = {"type": array.dtype.str, "shape": list(array.shape), "at": place}
        place += -(-array.nbytes // _ALIGNMENT) * _ALIGNMENT
    table = json.dumps(directory, separators=(",", ":")).encode()
    padding = b"\0" * (-(_HEADER.size + len(table)) % _ALIGNMENT)
    parts = [table, padding]
    for array in arrays.values():
        parts += [np.ascontiguousarray(array).tobytes(), b"\0" * (-array.nbytes % _ALIGNMENT)]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    header = _HEADER.pack(_MAGIC, FORMAT_VERSION, POLICY_VERSION, register_number, digest.digest(), len(table))
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123 - its mode from the first byte
            file.writelines([header, *parts])
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read(path: Path) -> tuple[dict[str, NDArray[Any]], int]:
    """Map the arrays and the register number; the SHA-256 is proved by ``prove``, not here.

    Raises:
        NoIndex: there is no such file.
        OtherIndexVersion: another format or policy.
        DamagedIndex: it is no index, is cut short, or its directory cannot be.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    except FileNotFoundError as error:
        raise NoIndex(path=str(path)) from error
    except (ValueError, OSError) as error:
        raise DamagedIndex(path=str(path), reason="it is empty or cannot be mapped") from error
    number, length, _ = _header(path, mapped)
    try:
        directory = json.loads(mapped[_HEADER.size : _HEADER.size + length])
        start = -(-(_HEADER.size + length) // _ALIGNMENT) * _ALIGNMENT
        return {name: _array(mapped, start, **told) for name, told in directory.items()}, number
    except (ValueError, TypeError, AttributeError) as error:
        raise DamagedIndex(path=str(path), reason="its directory does not fit its length") from error


def _header(path: Path, mapped: mmap.mmap) -> tuple[int, int, bytes]:
    if len(mapped) < _HEADER.size or mapped[:8] != _MAGIC:
        raise DamagedIndex(path=str(path), reason="it does not begin as an index does")
    _, version, policy, number, digest, length = _HEADER.unpack(mapped[: _HEADER.size])
    if version != FORMAT_VERSION:
        raise OtherIndexVersion(path=str(path), what="format", found=version, expected=FORMAT_VERSION)
    if policy != POLICY_VERSION:
        raise OtherIndexVersion(path=str(path), what="policy", found=policy, expected=POLICY_VERSION)
    return number, length, digest


def _array(mapped: mmap.mmap, start: int, *, type: str, shape: list[int], at: int) -> NDArray[Any]:  # noqa: A002 - the name in the file
    if type not in _TYPES or any(size < 0 for size in shape) or at < 0 or at % _ALIGNMENT:
        raise ValueError(type)
    count = int(np.prod(shape, dtype=np.int64))
    if count == 0:
        return np.zeros(shape, type)
    return np.frombuffer(mapped, type, count, start + at).reshape(shape)


def prove(path: Path) -> None:
    """Read the whole file and compare its SHA-256 with the header's.

    Raises:
        DamagedIndex: they differ; and what ``read`` raises.
    """
    read(path)
    with path.open("rb") as file:
        told = _HEADER.unpack(file.read(_HEADER.size))[4]
        digest = hashlib.sha256()
        while part := file.read(1 << 20):
            digest.update(part)
    if digest.digest() != told:
        raise DamagedIndex(path=str(path), reason="its SHA-256 is another than when it was written")
