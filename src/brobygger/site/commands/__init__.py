"""One module a command of `brobygger`; each has `add_arguments(parser)` and `run(arguments) -> int`."""
