"""The register engine: a declared register becomes a list, an export and a record page."""
