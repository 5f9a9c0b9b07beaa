"""The verbs: one file each. A verb takes a `Home` and plain arguments and gives back a frozen dataclass."""
