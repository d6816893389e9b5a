"""Debian's backports, from the mirror that apt already uses: where a newer LibreOffice is than the release has."""

import platform
import subprocess
from pathlib import Path

SOURCE = Path("/etc/apt/sources.list.d/partnerbook-backports.sources")
_KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_FORMAT = "$(RELEASE) $(CODENAME) $(COMPONENT) $(REPO_URI)"


def release() -> tuple[str, int]:
    """The name and number of the Debian this is, such as ("bookworm", 12); ("", 0) for anything else."""
    try:
        system = platform.freedesktop_os_release()
    except OSError:
        return "", 0
    number = system.get("VERSION_ID", "")
    if system.get("ID") != "debian" or not number.isdecimal():
        return "", 0
    return system.get("VERSION_CODENAME", ""), int(number)


def apt_targets() -> str:
    """What apt is told to read, a line each: release, code name, component, mirror."""
    command = ["apt-get", "indextargets", "--format", _FORMAT, "Created-By: Packages"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def backports_source(targets: str, codename: str) -> str:
    """The lines that add the backports of a release to apt's sources; "" where apt has them.

    LookupError where apt has no mirror of the release itself.
    """
    known = {}
    for line in targets.splitlines():
        name, code, component, mirror = line.split()
        if component == "main":
            known[name] = known[code] = mirror
    if f"{codename}-backports" in known:
        return ""
    if codename not in known:
        raise LookupError(f"apt has no mirror of Debian {codename}")
    lines = ["Types: deb", f"URIs: {known[codename]}", f"Suites: {codename}-backports", "Components: main"]
    if _KEYRING.exists():
        lines.append(f"Signed-By: {_KEYRING}")
    return "\n".join(lines) + "\n"
