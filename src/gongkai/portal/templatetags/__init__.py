"""What the portal's templates ask."""
