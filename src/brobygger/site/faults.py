"""A fault that its reader can mend: what is wrong, with what, and the remedy; in Danish, then in English."""

from __future__ import annotations

import errno
import traceback

# PostgreSQL's own codes (its manual, appendix A).
DISK_FULL = "53100"


class Fault(Exception):  # noqa: N818 - the office's word
    """Shown to whoever runs the command, without a traceback: one sentence or two in each language."""

    def __init__(self, *, da: str, en: str) -> None:
        super().__init__(f"{da}\n{en}")


def no_room(where: str) -> Fault:
    """The disk is full: *where* is the file or folder that could not grow."""
    return Fault(
        da=f"Disken er fuld: der er ikke plads til {where}. Frigør plads, eller sæt BROBYGGER_DATA til en mappe på en "
        "anden disk.",
        en=f"The disk is full: there is no room for {where}. Free some space, or set BROBYGGER_DATA to a folder on "
        "another disk.",
    )


def of_system(error: OSError) -> Fault:
    """What the operating system refused, with the file that it was about and what can be done."""
    where = str(error.filename or "")
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return no_room(where or "Brobyggers filer / Brobygger's files")
    if error.errno == errno.EROFS:
        return Fault(
            da=f"{where} ligger på en disk, der kun kan læses. Gør den skrivbar, eller sæt BROBYGGER_DATA til en mappe "
            "på en anden disk.",
            en=f"{where} is on a read-only disk. Make it writable, or set BROBYGGER_DATA to a folder that can be "
            "written to.",
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return Fault(
            da=f"Der er ikke adgang til {where}. Ret filens eller mappens rettigheder, eller start som dens ejer.",
            en=f"Access to {where} is denied. Mend the rights of the file or folder, or start as its owner.",
        )
    return Fault(
        da=f"Styresystemet afviste {where or 'et kald'}: {error.strerror}. Ret det, og prøv igen.",
        en=f"The operating system refused {where or 'a call'}: {error.strerror}. Mend it, and try again.",
    )


def unexpected(error: BaseException) -> Fault:
    """An error that nobody foresaw, by its type and place: its own words may quote what was entered."""
    code = getattr(error, "sqlstate", None) or getattr(error.__cause__, "sqlstate", None)
    if code == DISK_FULL:
        return no_room("databasen / the database")
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    kind = type(error).__name__ + (f" {code}" if code else "")
    return Fault(
        da=f"Uventet fejl ({kind} i {place}). Prøv igen; sker det igen, så sæt BROBYGGER_TRACEBACK=1 og vis udskriften "
        "til den, der passer systemet.",
        en=f"Unexpected error ({kind} in {place}). Try again; if it comes back, set BROBYGGER_TRACEBACK=1 and show the "
        "output to whoever looks after the system.",
    )
