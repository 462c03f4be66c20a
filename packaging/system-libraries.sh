#!/bin/sh
# Supplies the system libraries that Qt needs on Linux, where this may be done; else says the line to type.
# Usage: system-libraries.sh PYTHON
python=$1
[ "$(uname)" = Linux ] || exit 0

qt_loads() {
    "$python" - <<'PROBE' >/dev/null 2>&1
import ctypes
import PySide6.QtWidgets
import PySide6.QtMultimedia
for library in ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1",
                "libxcb-render-util.so.0", "libxcb-shape.so.0", "libxcb-xkb.so.1", "libxkbcommon-x11.so.0"):
    ctypes.CDLL(library)
PROBE
}

qt_loads && exit 0

debian='libegl1 libgl1 libfontconfig1 libglib2.0-0 libdbus-1-3 libxkbcommon0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libpulse0'
fedora='mesa-libEGL mesa-libGL fontconfig glib2 dbus-libs libxkbcommon libxkbcommon-x11 xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil pulseaudio-libs'

if command -v apt-get >/dev/null 2>&1; then
    prepare='apt-get update -qq'
    install="env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $debian"
    line="sudo apt-get update && sudo apt-get install -y $debian"
elif command -v dnf >/dev/null 2>&1; then
    prepare=true
    install="dnf install -y -q $fedora"
    line="sudo dnf install -y $fedora"
else
    echo 'Qt misses libraries of this system. Install EGL, GL, fontconfig, D-Bus, xkbcommon and the xcb utilities, then try again.'
    exit 1
fi

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root=sudo
else
    echo 'Qt misses some libraries of this system. Type this once, then the same command again:'
    echo "  $line"
    exit 1
fi

echo 'Installing the libraries that Qt needs …'
$as_root $prepare && $as_root $install >/dev/null && qt_loads && exit 0
echo 'The libraries could not be installed by themselves. Type this, then the same command again:'
echo "  $line"
exit 1
