"""What this machine remembers between two starts: the community opened last, the looks."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from platformdirs import user_config_path, user_documents_path


@dataclass(slots=True)
class Settings:
    """Everything remembered; a damaged file gives the defaults."""

    last_community: str = ""
    scheme: str = ""
    """"light", "dark", or empty to follow the system."""
    text_scale: float = 1.0
    camera: str = ""
    """Key of the camera at the door, empty for the system's usual one."""
    camera_mirrored: bool = True
    scanner_gap_ms: int = 0
    """How long the door waits for a scanner's next letter; 0 where it is as fast as most."""
    door_asks_first: bool = False
    """Whether the door shows who is welcome before it lets them in."""
    door_station: str = ""
    """What this machine is called in the door's log, empty until somebody named it."""
    held_file: str = ""
    held_desk: str = ""
    """The community, and the uid of the event, at whose desk this machine stands that only a PIN leaves."""
    badge_printer: str = ""
    """Name of the printer for badges at the door, empty until one was chosen."""
    badge_stock: str = ""
    """The labels in it."""
    events_as: str = "list"
    """How the events are shown: "list", "month" or "week"."""
    last_accent: str = ""
    """The colour of the community opened last, as #RRGGBB, or empty: the window wears it before the file is open."""


def settings_path() -> Path:
    """Return where the settings lie; `ORGANIZER_SETTINGS` names another file."""
    named = os.environ.get("ORGANIZER_SETTINGS")
    return (
        Path(named) if named else user_config_path("organizer", appauthor=False) / "settings.json"
    )


def load_settings() -> Settings:
    """Return what was remembered."""
    try:
        read = json.loads(settings_path().read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(read, dict):
        return Settings()
    fallback = Settings()
    known = {
        one.name: read[one.name]
        for one in fields(Settings)
        if isinstance(read.get(one.name), type(getattr(fallback, one.name)))
    }
    return Settings(**known)


def save_settings(settings: Settings) -> None:
    """Remember; a machine where that cannot be done works on without."""
    path = settings_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps(asdict(settings), indent=1), "utf-8")
        os.replace(unfinished, path)
    except OSError:
        return


def remember_community(path: Path, accent: str | None = None) -> None:
    """Remember the community opened last, and its colour where that is known."""
    settings = load_settings()
    before = (settings.last_community, settings.last_accent)
    if settings.last_community != str(path.resolve()):
        settings.last_community, settings.last_accent = str(path.resolve()), ""
    if accent is not None:
        settings.last_accent = accent
    if (settings.last_community, settings.last_accent) != before:
        save_settings(settings)


def hold_desk(path: Path, event_uid: str) -> None:
    """Remember at which desk only a PIN leads further, so that a restart comes back to it; "" for none."""
    settings = load_settings()
    held = (str(path.resolve()), event_uid) if event_uid else ("", "")
    if (settings.held_file, settings.held_desk) != held:
        settings.held_file, settings.held_desk = held
        save_settings(settings)


def held_desk(path: Path) -> str:
    """Return the event at whose desk a community was left; empty for none."""
    settings = load_settings()
    return settings.held_desk if settings.held_file == str(path.resolve()) else ""


def community_path(named: Path | None) -> Path | None:
    """Return the file that was named, by a word or by `ORGANIZER_COMMUNITY`, or the last one opened."""
    if named is not None:
        return named
    known = os.environ.get("ORGANIZER_COMMUNITY") or load_settings().last_community
    return Path(known) if known else None


def usual_folder() -> Path:
    """Return where new communities are offered to lie."""
    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()
