"""The one error a person is meant to read."""


class InputError(ValueError):
    """Input that cannot be used, said in one clear sentence.

    The message names what is wrong, where (sheet, row, column as Excel shows them) and
    what to do about it, so the page and the command line can print it as it stands.

    >>> str(InputError("The file is empty. Export it again and upload the new file."))
    'The file is empty. Export it again and upload the new file.'
    """
