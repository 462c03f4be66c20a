"""What the world did, as a sentence that the person at the screen can act on."""


class UserError(Exception):
    """Something could not be done; its text says what, where and what to do.

    Anything else that is raised is our own mistake and is shown as such.
    """
