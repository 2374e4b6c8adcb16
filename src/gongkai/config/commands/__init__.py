"""One file a subcommand of `gongkai`."""
