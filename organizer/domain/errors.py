"""What the world did, as a sentence that the person at the screen can act on."""


class UserError(Exception):
    """Something could not be done; its text says what, where and what to do.

    Anything else that is raised is our own mistake and is shown as such.
    """


class NotThere(UserError):
    """What was asked for is not in the file, or not any more."""


class FileBusy(UserError):
    """Another program holds the file: the same can be tried again as it is."""


class AlreadyDone(UserError):
    """What was asked for was done before, by somebody else: nothing is wrong."""
