"""Codes in the frames of a camera, for the door; loads image libraries, so import it late."""

from __future__ import annotations

from organizer.intake.frames import FoundCode, FrameReader
from organizer.intake.raw_frames import Layout, Plane, RawFrame

__all__ = ["FoundCode", "FrameReader", "Layout", "Plane", "RawFrame"]
