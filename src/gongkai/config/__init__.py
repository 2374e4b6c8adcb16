"""Settings, root URLs, the `gongkai` command and the sample bureau. Composes the rooms; decides nothing."""
